"""What a method says about a series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from opencity.monitor.methods.figures import Reason


class Standing(StrEnum):
    """The classes of all methods, from the best to the worst."""

    TARGET_ACHIEVED = "target_achieved"
    SIGNIFICANT_PROGRESS = "significant_progress"
    MODERATE_PROGRESS = "moderate_progress"
    INSUFFICIENT_PROGRESS = "insufficient_progress"
    NO_CHANGE = "no_change"
    MODERATE_MOVEMENT_AWAY = "moderate_movement_away"
    MOVEMENT_AWAY = "movement_away"
    SIGNIFICANT_MOVEMENT_AWAY = "significant_movement_away"
    CANNOT_BE_ASSESSED = "cannot_be_assessed"

    @property
    def is_progress(self) -> bool:
        """Tell whether the class says that things get better."""
        return self in _PROGRESS


_PROGRESS = frozenset(
    {
        Standing.TARGET_ACHIEVED,
        Standing.SIGNIFICANT_PROGRESS,
        Standing.MODERATE_PROGRESS,
        Standing.INSUFFICIENT_PROGRESS,
    }
)


@dataclass(frozen=True)
class Judgement:
    """The answer of one method.

    ``observed`` and ``required`` are rates: growth a year as a share for the methods that use
    growth, units of the indicator a year for the distance to the target. ``ratio`` is observed over
    required, ``score`` the method's own scale. What a method does not use is ``None``.
    """

    standing: Standing
    observed: float | None = None
    required: float | None = None
    ratio: float | None = None
    score: float | None = None
    reason: Reason | None = None


def no_answer(reason: Reason) -> Judgement:
    """Return the judgement that there is none, with its reason."""
    return Judgement(Standing.CANNOT_BE_ASSESSED, reason=reason)


def by_ratio(ratio: float) -> Standing:
    """Return the class of an observed over a required rate.

    The thresholds 95, 60 and 0 % are Eurostat's (monitoring report on the goals in an EU context,
    annex on indicators with quantitative targets); Open SDG uses the same.
    """
    if ratio >= 0.95:
        return Standing.SIGNIFICANT_PROGRESS
    if ratio >= 0.6:
        return Standing.MODERATE_PROGRESS
    return Standing.INSUFFICIENT_PROGRESS if ratio >= 0 else Standing.MOVEMENT_AWAY
