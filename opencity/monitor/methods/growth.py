"""Growth a year, the measure under several methods."""

from __future__ import annotations

from opencity.monitor.methods.figures import Figure, NotAssessable, Reason, Target


def annual_growth(first: Figure | Target, last: Figure | Target) -> float:
    """Return the compound annual growth rate between two values, as a share (0.01 is 1 % a year).

    Source: Eurostat, "Sustainable development in the European Union", annex on the assessment of
    indicator trends: (y_t / y_t0) ** (1 / (t - t0)) - 1. It has no meaning when a value is zero or
    below.
    """
    if last.time <= first.time:
        raise NotAssessable(Reason.BASE_IS_LAST)
    if first.value <= 0 or last.value <= 0:
        raise NotAssessable(Reason.ZERO_OR_BELOW)
    return float((last.value / first.value) ** (1 / (last.time - first.time)) - 1)


def required_growth(first: Figure, target: Target) -> float:
    """Return the growth a year that leads from a figure to a target, as a share."""
    if target.time <= first.time:
        raise NotAssessable(Reason.TARGET_IN_THE_PAST)
    if target.value == first.value:
        raise NotAssessable(Reason.TARGET_IS_BASE)
    return annual_growth(first, target)
