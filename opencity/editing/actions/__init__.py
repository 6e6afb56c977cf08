"""All writes of the editors' desk."""

from opencity.editing.actions.changes import answer_change, ask_for_change
from opencity.editing.actions.digests import write_digests
from opencity.editing.actions.links import check_due_links, collect_links
from opencity.editing.actions.replacing import replace_link, uses_of
from opencity.editing.actions.reviews import confirm_checked, confirmable, may_confirm

__all__ = [
    "answer_change",
    "ask_for_change",
    "check_due_links",
    "collect_links",
    "confirm_checked",
    "confirmable",
    "may_confirm",
    "replace_link",
    "uses_of",
    "write_digests",
]
