"""Puts the plan into the back office."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from opencity.plan.models import PlanVersion, ProgressReport
from opencity.plan.office.access import OwnReportsPolicy, VersionPolicy
from opencity.plan.office.viewsets import PlanGroup

register_permission_policy(ProgressReport, OwnReportsPolicy(ProgressReport))
register_permission_policy(PlanVersion, VersionPolicy(PlanVersion))
register_snippet(PlanGroup)
