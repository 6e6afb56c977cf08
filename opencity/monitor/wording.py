"""What an assessment says, in sentences for a reader who is no statistician."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opencity.core.registries import Label
from opencity.monitor.methods.assessment import Assessment, Caution
from opencity.monitor.methods.figures import Reason
from opencity.monitor.methods.gap import Gap, GapTrend
from opencity.monitor.methods.judgement import Standing
from opencity.monitor.numbers import written

STANDINGS = {
    Standing.TARGET_ACHIEVED: gettext_lazy("the target is reached"),
    Standing.SIGNIFICANT_PROGRESS: gettext_lazy("significant progress"),
    Standing.MODERATE_PROGRESS: gettext_lazy("moderate progress"),
    Standing.INSUFFICIENT_PROGRESS: gettext_lazy("insufficient progress"),
    Standing.NO_CHANGE: gettext_lazy("no change"),
    Standing.MODERATE_MOVEMENT_AWAY: gettext_lazy("moderate movement away"),
    Standing.MOVEMENT_AWAY: gettext_lazy("movement away"),
    Standing.SIGNIFICANT_MOVEMENT_AWAY: gettext_lazy("significant movement away"),
    Standing.CANNOT_BE_ASSESSED: gettext_lazy("cannot be assessed"),
}
"""The classes in the reader's words."""

METHODS = {
    "eurostat": gettext_lazy("Eurostat, by growth alone"),
    "eurostat_target": gettext_lazy("Eurostat, towards the target"),
    "open_sdg": gettext_lazy("Open SDG"),
    "distance_to_target": gettext_lazy("Distance to the target"),
}
"""The methods in the reader's words."""

REASONS = {
    Reason.NO_FIGURES: gettext_lazy("There is no figure yet."),
    Reason.ONE_FIGURE: gettext_lazy("There is one figure only, and one figure shows no change."),
    Reason.NO_FIGURE_AT_BASE: gettext_lazy("There is no figure for the year to start from."),
    Reason.BASE_IS_LAST: gettext_lazy("There is no figure after the year to start from."),
    Reason.NO_DIRECTION: gettext_lazy(
        "Nobody has decided that more or less of it would be better."
    ),
    Reason.NO_TARGET: gettext_lazy("There is no target."),
    Reason.TARGET_IN_THE_PAST: gettext_lazy("The year of the target lies before the first one."),
    Reason.TARGET_IS_BASE: gettext_lazy("The target is the figure of the first year."),
    Reason.TARGET_AGAINST_DIRECTION: gettext_lazy("The target was met in the first year already."),
    Reason.ZERO_OR_BELOW: gettext_lazy("A figure is zero or below, where growth has no meaning."),
}
"""Why there is no answer."""


def verdict(found: Assessment) -> str:
    """Return the answer in one sentence."""
    if found.standing is not Standing.CANNOT_BE_ASSESSED:
        return _("Since %(base)s: %(standing)s.") % {
            "base": _year(found.base.time) if found.base else "",
            "standing": STANDINGS[found.standing],
        }
    return _("Whether it gets better or worse cannot be said.")


def known(number: int, with_figure: int, judged: int) -> str:
    """Return in one line what some indicators tell, and what nobody knows."""
    if not number:
        return _("No indicator speaks of this yet.")
    if not with_figure:
        return ngettext(
            "%(number)s indicator speaks of it, and it has no figure: nobody knows.",
            "%(number)s indicators speak of it, and none has a figure: nobody knows.",
            number,
        ) % {"number": number}
    first = ngettext(
        "%(number)s indicator speaks of it, and %(known)s has a figure.",
        "%(number)s indicators speak of it; a figure is known for %(known)s.",
        number,
    ) % {"number": number, "known": with_figure}
    if not judged:
        return first + " " + _("Of none it can be said whether it gets better.")
    second = ngettext(
        "Of %(judged)s it can be said whether it gets better.",
        "Of %(judged)s it can be said whether they get better.",
        judged,
    )
    return first + " " + second % {"judged": judged}


def grounds(found: Assessment) -> list[str]:
    """Return why there is no answer, or what limits the one that is given."""
    if found.reason:
        return [str(REASONS[found.reason])]
    return [_CAUTIONS[caution](found) for caution in found.cautions]


def gap_sentences(gap: Gap, base: float | None, unit: str) -> list[str]:
    """Return how far a group is from nationals, and what becomes of the difference."""
    if not gap.points:
        return []
    last_time, last = gap.points[-1]
    found = [
        _("In %(year)s the figure is %(size)s %(unit)s %(side)s that of nationals.")
        % {
            "year": _year(last_time),
            "size": written(abs(round(last, 2))),
            "unit": unit,
            "side": _("below") if last < 0 else _("above"),
        }
    ]
    first = next(((time, size) for time, size in gap.points if time == base), None)
    if first and first[0] != last_time:
        found.append(_since(first[0], abs(first[1]), abs(last), unit))
    found.append(str(_TRENDS[gap.trend]))
    return found


def _since(year: float, before: float, now: float, unit: str) -> str:
    sizes = {
        "year": _year(year),
        "before": written(round(before, 2)),
        "now": written(round(now, 2)),
        "unit": unit,
    }
    if now > before:
        return _("The gap has grown since %(year)s, from %(before)s to %(now)s %(unit)s.") % sizes
    return _("The gap was %(before)s %(unit)s in %(year)s and is %(now)s now.") % sizes


_TRENDS = {
    GapTrend.WIDENS: gettext_lazy("Over all years the gap widens."),
    GapTrend.NARROWS: gettext_lazy("Over all years the gap narrows."),
    GapTrend.UNSTEADY: gettext_lazy("Over all years the gap goes up and down without clear way."),
    GapTrend.UNKNOWN: gettext_lazy("There are too few years to say what becomes of the gap."),
}


def _depends_on_base(found: Assessment) -> str:
    answer = found.leading
    bases, chosen = answer.bases, answer.judgement.standing
    standings = [standing for _time, standing in bases.standings] if bases else []
    return _(
        "The answer depends on the year one starts from: from %(same)s of %(number)s possible "
        "years it would be “%(standing)s”, from the others something else."
    ) % {
        "same": standings.count(chosen),
        "number": len(standings),
        "standing": STANDINGS[chosen],
    }


def _break_between(found: Assessment) -> str:
    years = ", ".join(_year(time) for time in found.breaks)
    return _("The way of counting changed (%(years)s); earlier figures are not comparable.") % {
        "years": years
    }


def _fixed(text: Label) -> Callable[[Assessment], str]:
    return lambda found: str(text)


_CAUTIONS: dict[Caution, Callable[[Assessment], str]] = {
    Caution.DEPENDS_ON_BASE: _depends_on_base,
    Caution.DEPENDS_ON_CHANCE: _fixed(
        gettext_lazy("The change is smaller than what the survey can tell for sure.")
    ),
    Caution.BREAK_BETWEEN: _break_between,
    Caution.LOW_RELIABILITY: _fixed(
        gettext_lazy("Few people were asked, so that the figures are of low reliability.")
    ),
    Caution.PROVISIONAL: _fixed(gettext_lazy("A figure is provisional and may still change.")),
    Caution.ESTIMATED: _fixed(gettext_lazy("A figure is an estimate.")),
    Caution.DEFINITION_DIFFERS: _fixed(gettext_lazy("A figure follows another definition.")),
    Caution.FEW_FIGURES: _fixed(
        gettext_lazy("There are too few years to tell a trend from a single jump.")
    ),
}

OBSTACLES: dict[str, Label] = {
    **{reason.value: text for reason, text in REASONS.items()},
    Caution.DEPENDS_ON_BASE.value: gettext_lazy("The answer depends on the year one starts from."),
    Caution.DEPENDS_ON_CHANCE.value: gettext_lazy(
        "The change is smaller than what the survey can tell for sure."
    ),
    Caution.BREAK_BETWEEN.value: gettext_lazy(
        "The way of counting changed in between, so that earlier figures are not comparable."
    ),
    Caution.FEW_FIGURES.value: gettext_lazy(
        "There are too few years to tell a trend from a single jump."
    ),
}
"""What can stand in the way of an answer, by its code, in words that fit any indicator."""


def _year(time: float) -> str:
    return str(int(time))
