"""What an index was made of and what came out, in sentences for a reader who is no statistician."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opencity.core.texts import languages
from opencity.monitor.index.choices import (
    Comparison,
    Filling,
    Imputation,
    LeaveOut,
    Mean,
    Normalisation,
    Recipe,
    Scale,
    Screening,
    Source,
    Treatment,
)
from opencity.monitor.index.uncertainty import LEAVE_OUT, NOISE
from opencity.monitor.numbers import written

FACTORS = {
    "imputation": gettext_lazy("how gaps are filled"),
    "treatment": gettext_lazy("what is done with outliers"),
    "normalisation": gettext_lazy("how figures come onto one scale"),
    "weighting": gettext_lazy("where the weights come from"),
    "aggregation": gettext_lazy("how figures are put together"),
    NOISE: gettext_lazy("weights a little higher or lower"),
    LEAVE_OUT: gettext_lazy("which part is left out"),
}
"""The choices that could have been others."""

_FILLINGS = {
    Filling.NONE: gettext_lazy("a missing figure stays missing"),
    Filling.MEAN: gettext_lazy("a missing figure becomes the mean of all others"),
    Filling.MEDIAN: gettext_lazy("a missing figure becomes the median of all others"),
    Filling.GROUP_MEAN: gettext_lazy("a missing figure becomes the mean of its group"),
}
_SCALES = {
    Scale.MIN_MAX: gettext_lazy("from the worst figure there is to the best one"),
    Scale.Z_SCORE: gettext_lazy("by standard deviations from the mean"),
    Scale.PERCENTILE_RANK: gettext_lazy("by the share of the others that are behind"),
    Scale.GOALPOSTS: gettext_lazy("between two ends that were fixed beforehand"),
    Scale.TARGET: gettext_lazy("by the distance to a target"),
}
_SOURCES = {
    Source.FRAMEWORK: gettext_lazy("as the framework says"),
    Source.EQUAL: gettext_lazy("all alike"),
    Source.PCA: gettext_lazy("by principal components"),
    Source.BUDGET: gettext_lazy("as a committee spread its points"),
}
_MEANS = {
    Mean.ARITHMETIC: gettext_lazy("arithmetic mean: a strength makes up for a weakness"),
    Mean.GEOMETRIC: gettext_lazy("geometric mean: a strength makes up for a weakness in part"),
    Mean.HARMONIC: gettext_lazy("harmonic mean: weaknesses count most"),
    Mean.COPELAND: gettext_lazy("Copeland: how often one is ahead of another"),
}
_LEFT_OUT = {
    LeaveOut.INDICATORS: gettext_lazy("one indicator by turns"),
    LeaveOut.PILLARS: gettext_lazy("one pillar by turns"),
}


def steps(recipe: Recipe) -> list[dict[str, object]]:
    """Return the steps of a recipe in their order: its choice, and what could have been others."""
    found = [
        *_beginning(recipe),
        (_("Gaps"), *map(_imputation, recipe.imputations)),
        (_("Outliers"), *map(_treatment, recipe.treatments)),
        (_("Scale"), *map(_scale, recipe.normalisations)),
        (_("Weights"), *(str(_SOURCES[each.source]) for each in recipe.weightings)),
        (
            _("Putting together"),
            *("; ".join(str(_MEANS[mean]) for mean in each.means) for each in recipe.aggregations),
        ),
        *_unrest(recipe),
    ]
    return [{"name": name, "choice": choice, "others": others} for name, choice, *others in found]


def standing(row: dict[str, object], number: int, *, over_time: bool) -> str:
    """Return where one stands, with the interval of its rank."""
    said = {
        "name": _apart(str(row["label"])),
        "rank": row["rank"],
        "number": number,
        "low": row["low"],
        "high": row["high"],
    }
    if over_time:
        return (
            _(
                "Among %(number)s years %(name)s is at rank %(rank)s; nine of ten ways of "
                "counting give a rank from %(low)s to %(high)s."
            )
            % said
        )
    return (
        _(
            "%(name)s is at rank %(rank)s of %(number)s; nine of ten ways of counting give a rank "
            "from %(low)s to %(high)s."
        )
        % said
    )


def overlap(number: int) -> str:
    """Return from how many others one cannot be told apart."""
    if not number:
        return _("No other interval overlaps with this one: the rank can be told for sure.")
    return ngettext(
        "It cannot be told apart from %(number)s other, whose interval overlaps with this one.",
        "It cannot be told apart from %(number)s others, whose intervals overlap with this one.",
        number,
    ) % {"number": number}


def moved(places: float | None) -> str:
    """Return how far ranks move when other choices are made."""
    return _("Other choices move a rank by %(places)s places on average.") % {
        "places": written(round(places or 0.0, 1))
    }


def share(index: dict[str, float | None]) -> str:
    """Return a share of what moves the ranks, with its interval."""
    value, low, high = index["value"], index["low"], index["high"]
    if value is None or low is None or high is None:
        return "–"
    return f"{_percent(value)} % ({_percent(low)}–{_percent(high)} %)"


def hangs_on(name: str, total: dict[str, float | None]) -> str:
    """Return what the ranks hang on most."""
    if total["value"] is None:
        return _("The ranks never move, whatever is chosen.")
    return _("Most hangs on %(name)s: it has a part in %(share)s of all movement.") % {
        "name": FACTORS[name],
        "share": share(total),
    }


def _beginning(recipe: Recipe) -> Iterator[tuple[str, ...]]:
    periods = recipe.comparison == Comparison.PERIODS
    yield (
        _("What is compared"),
        _("one place at several times") if periods else _("places beside each other"),
    )
    if recipe.denominate:
        yield _("Size"), _("figures are divided by the size of a place, as the framework says")
    if recipe.screening:
        yield _("Left out"), _screening(recipe.screening)


def _unrest(recipe: Recipe) -> Iterator[tuple[str, ...]]:
    noise, left_out = recipe.alternatives.noise, recipe.alternatives.leave_out
    if noise.levels:
        told = _("each up to %(share)s %% higher or lower")
        yield _("Unsure weights"), told % {"share": written(round(100 * noise.share, 1))}
    if left_out != LeaveOut.NOTHING:
        yield _("Tried without"), str(_LEFT_OUT[left_out])


def _screening(rule: Screening) -> str:
    share = written(round(100 * rule.share, 1))
    if rule.before_imputation:
        return _("who has less than %(share)s %% of the figures") % {"share": share}
    return _("who has less than %(share)s %% of the figures after gaps are filled") % {
        "share": share
    }


def _imputation(rule: Imputation) -> str:
    return f"{_FILLINGS[rule.method]} ({rule.group})" if rule.group else str(_FILLINGS[rule.method])


def _treatment(rule: Treatment | None) -> str:
    if rule is None:
        return _("stay as they are")
    return _(
        "where skewness is %(skewness)s or more and kurtosis %(kurtosis)s or more, up to "
        "%(points)s outer values move to the next one; if that does not do, a logarithm"
    ) % {
        "skewness": written(rule.skewness),
        "kurtosis": written(rule.kurtosis),
        "points": rule.points,
    }


def _scale(rule: Normalisation) -> str:
    if rule.method == Scale.Z_SCORE:
        return str(_SCALES[rule.method])
    ends = {"scale": _SCALES[rule.method], "low": written(rule.lower), "high": written(rule.upper)}
    return _("%(scale)s, as %(low)s to %(high)s") % ends


def _apart(name: str) -> str:
    """Return a name that keeps its own direction in a sentence (UAX #9, first strong isolate)."""
    rtl = languages.direction(languages.current()) == "rtl"
    return f"\u2068{name}\u2069" if rtl else name


def _percent(value: float) -> str:
    return written(round(100 * value, 0))
