"""All writes of the plan that are more than saving one form."""

from opencity.plan.actions.review import ensure_review
from opencity.plan.actions.versions import adopt, consult, start_version

__all__ = ["adopt", "consult", "ensure_review", "start_version"]
