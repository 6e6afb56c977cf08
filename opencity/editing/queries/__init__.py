"""Reads of the editors' desk."""

from opencity.editing.queries.changes import changes_for, pending_changes
from opencity.editing.queries.due import Filter, counts, due_rows, page

__all__ = ["Filter", "changes_for", "counts", "due_rows", "page", "pending_changes"]
