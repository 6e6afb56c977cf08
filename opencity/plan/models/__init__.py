"""Models of the plan."""

from opencity.plan.models.frame import (
    Characteristic,
    Contributor,
    Forum,
    Goal,
    PlanIndicator,
    Sphere,
    TargetGroup,
)
from opencity.plan.models.links import GoalIndicator, MeasureIndicator
from opencity.plan.models.measure import (
    BudgetLine,
    CountedBy,
    Development,
    Measure,
    Milestone,
    Partner,
    Provenance,
)
from opencity.plan.models.plan import Plan, PlanDevelopment, PlanVersion
from opencity.plan.models.reporting import Evaluation, Evidence, ProgressReport

__all__ = [
    "BudgetLine",
    "Characteristic",
    "Contributor",
    "CountedBy",
    "Development",
    "Evaluation",
    "Evidence",
    "Forum",
    "Goal",
    "GoalIndicator",
    "Measure",
    "MeasureIndicator",
    "Milestone",
    "Partner",
    "Plan",
    "PlanDevelopment",
    "PlanIndicator",
    "PlanVersion",
    "ProgressReport",
    "Provenance",
    "Sphere",
    "TargetGroup",
]
