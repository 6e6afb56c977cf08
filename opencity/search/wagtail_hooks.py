"""Puts synonyms and unanswered queries into the back office."""

from wagtail.snippets.models import register_snippet

from opencity.search.office.viewsets import SearchGroup

register_snippet(SearchGroup)
