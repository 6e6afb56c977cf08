"""Puts the plan into the back office."""

from wagtail.snippets.models import register_snippet

from opencity.plan.office.viewsets import PlanGroup

register_snippet(PlanGroup)
