"""How much of the way to a target is done, beside how much of the time is gone."""

from __future__ import annotations

from opencity.monitor.methods.eurostat import is_met, require_way_to_go
from opencity.monitor.methods.figures import Direction, Figure, NotAssessable, Reason, Target
from opencity.monitor.methods.judgement import Judgement, Standing, by_ratio


def to_target(base: Figure, last: Figure, direction: Direction, target: Target) -> Judgement:
    """Judge by the straight way from the base to the target; works with zero and negative values.

    Rates are units a year, ``ratio`` is observed over required, ``score`` the share of the way that
    is done, in per cent: 100 at the target, negative when the figure moved away. The thresholds are
    Eurostat's; the straight way in place of constant growth is our choice.
    """
    if last.time <= base.time:
        raise NotAssessable(Reason.BASE_IS_LAST)
    if target.time <= base.time:
        raise NotAssessable(Reason.TARGET_IN_THE_PAST)
    observed = (last.value - base.value) / (last.time - base.time)
    if is_met(last, direction, target):
        return Judgement(Standing.TARGET_ACHIEVED, observed=observed, score=100.0)
    require_way_to_go(base, direction, target)
    way = target.value - base.value
    required = way / (target.time - base.time)
    done = 100 * (last.value - base.value) / way
    ratio = observed / required
    return Judgement(by_ratio(ratio), observed, required, ratio, done)
