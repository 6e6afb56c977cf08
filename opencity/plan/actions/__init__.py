"""All writes of the plan that are more than saving one form."""

from opencity.plan.actions.versions import adopt, consult, start_version

__all__ = ["adopt", "consult", "start_version"]
