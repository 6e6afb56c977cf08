"""Puts the directory into the back office."""

from wagtail.snippets.models import register_snippet

from opencity.directory.office.viewsets import DirectoryGroup

register_snippet(DirectoryGroup)
