"""Loads a city's content files: strict reading, all or nothing, people's edits kept."""

from opencity.core.content.merge import Loading, Report
from opencity.core.content.reader import ContentError, Entry, read_file

__all__ = ["ContentError", "Entry", "Loading", "Report", "read_file"]
