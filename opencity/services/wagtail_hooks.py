"""Puts the services into the back office."""

from wagtail.snippets.models import register_snippet

from opencity.services.office.viewsets import ServicesGroup

register_snippet(ServicesGroup)
