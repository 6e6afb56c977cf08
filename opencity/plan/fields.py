"""The field of the plan's own: spheres by code."""

from __future__ import annotations

from opencity.core.fields import CodesField
from opencity.plan.enums import SphereCode


class SpheresField(CodesField):
    """Several of the three spheres, stored as a list of their codes in the fixed order."""

    enum = SphereCode
