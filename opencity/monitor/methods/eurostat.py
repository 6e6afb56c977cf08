"""Eurostat's assessment of trends, with and without a target."""

from __future__ import annotations

from opencity.monitor.methods.figures import Direction, Figure, NotAssessable, Reason, Target
from opencity.monitor.methods.growth import annual_growth, required_growth
from opencity.monitor.methods.judgement import Judgement, Standing, by_ratio

_NOTABLE = 0.01


def without_target(base: Figure, last: Figure, direction: Direction) -> Judgement:
    """Judge by growth a year alone: at least 1 % in the wanted direction is significant.

    Source: Eurostat, "Sustainable development in the European Union: monitoring report on progress
    towards the SDGs in an EU context", annex "Assessment of indicator trends".
    """
    growth = annual_growth(base, last)
    return Judgement(_standing(growth * direction.sign), observed=growth)


def with_target(base: Figure, last: Figure, direction: Direction, target: Target) -> Judgement:
    """Judge by the observed over the required growth a year.

    A target that the last figure meets counts as significant progress. Source: as above.
    """
    observed = annual_growth(base, last)
    if is_met(last, direction, target):
        return Judgement(Standing.SIGNIFICANT_PROGRESS, observed=observed)
    require_way_to_go(base, direction, target)
    required = required_growth(base, target)
    ratio = observed / required
    return Judgement(by_ratio(ratio), observed=observed, required=required, ratio=ratio)


def is_met(last: Figure, direction: Direction, target: Target) -> bool:
    """Tell whether a figure is at the target or beyond it."""
    return (last.value - target.value) * direction.sign >= 0


def require_way_to_go(base: Figure, direction: Direction, target: Target) -> None:
    """Raise ``NotAssessable`` when the target lay behind the base already."""
    if is_met(base, direction, target):
        raise NotAssessable(Reason.TARGET_AGAINST_DIRECTION)


def _standing(growth: float) -> Standing:
    if growth >= _NOTABLE:
        return Standing.SIGNIFICANT_PROGRESS
    if growth > 0:
        return Standing.MODERATE_PROGRESS
    if growth == 0:
        return Standing.NO_CHANGE
    if growth > -_NOTABLE:
        return Standing.MODERATE_MOVEMENT_AWAY
    return Standing.SIGNIFICANT_MOVEMENT_AWAY
