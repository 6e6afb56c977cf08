"""The progress score of Open SDG, from -5 to 5, as Statistics Canada worked it out.

Source: Open SDG, "Progress Measurement Methodology for the Sustainable Development Goals" and the
constants of sdg-build's ``ProgressMeasure``. Thresholds are 95, 60 and 0 % of the required growth,
or 1.5, 0.5 and 0 % growth a year without a target; these scale down near a natural limit.
"""

from __future__ import annotations

from opencity.monitor.methods.eurostat import is_met
from opencity.monitor.methods.figures import Direction, Figure, Target
from opencity.monitor.methods.growth import annual_growth, required_growth
from opencity.monitor.methods.judgement import Judgement, Standing, by_ratio

_LIMIT_EXPONENT = 4.44


def with_target(base: Figure, last: Figure, direction: Direction, target: Target) -> Judgement:
    """Judge by the observed over the required growth a year; a met target scores 5."""
    observed = annual_growth(base, last)
    if is_met(last, direction, target):
        return Judgement(Standing.TARGET_ACHIEVED, observed=observed, score=5.0)
    required = required_growth(base, target)
    ratio = direction.sign * observed / abs(required)
    return Judgement(by_ratio(ratio), observed, required, ratio, _score_of_ratio(ratio))


def without_target(
    base: Figure, last: Figure, direction: Direction, limit: float | None = None
) -> Judgement:
    """Judge by growth a year; ``limit`` is the value that cannot be passed in the direction."""
    growth = annual_growth(base, last)
    room = 1.0 if limit is None else room_before(base.value, limit)
    wanted = growth * direction.sign
    return Judgement(_standing(wanted, room), observed=growth, score=_score_of_growth(wanted, room))


def room_before(value: float, limit: float) -> float:
    """Return the share, 0 to 1, by which thresholds shrink for a base value near its limit."""
    value, limit = abs(value), abs(limit)
    if value >= 2 * limit:
        return 1.0
    near = value if value <= limit else 2 * limit - value
    return float(1 - (near / limit) ** _LIMIT_EXPONENT)


def _standing(wanted: float, room: float) -> Standing:
    if wanted >= 0.015 * room:
        return Standing.SIGNIFICANT_PROGRESS
    if wanted >= 0.005 * room:
        return Standing.MODERATE_PROGRESS
    return Standing.INSUFFICIENT_PROGRESS if wanted >= 0 else Standing.MOVEMENT_AWAY


def _score_of_ratio(ratio: float) -> float:
    if ratio >= 0.6:
        return min(7.1429 * ratio - 4.2857, 5.0)
    return max(4.1667 * ratio - 2.5, -5.0)


def _score_of_growth(wanted: float, room: float) -> float:
    if wanted < 0:
        return max(125 * wanted - 2.5, -5.0)
    if room == 0:
        return 5.0
    growth = wanted / room
    if growth >= 0.015:
        return min(500 * growth - 5, 5.0)
    return 250 * growth - 1.25 if growth >= 0.005 else 500 * growth - 2.5
