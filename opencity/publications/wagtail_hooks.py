"""Puts the packs into the back office."""

from wagtail.snippets.models import register_snippet

from opencity.publications.office.viewsets import PackViewSet

register_snippet(PackViewSet)
