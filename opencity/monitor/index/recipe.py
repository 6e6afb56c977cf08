"""Reads a recipe from YAML, strictly: an unknown key or value is refused with its line.

``docs/features/openness-index.md`` explains every key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
    Ballot,
    Comparison,
    Filling,
    Imputation,
    LeaveOut,
    Mean,
    Noise,
    Normalisation,
    Recipe,
    Scale,
    Screening,
    Source,
    Treatment,
    Vote,
    Weighting,
)
from opencity.monitor.index.entries import Entry, read_yaml
from opencity.monitor.index.given import Readable

T = TypeVar("T")
MOST_LEVELS = 10
_POINTS = 100
_STEPS = ("impute", "normalise", "weight", "aggregate", "alternatives")
_OTHER_STEPS = ("source", "compare", "denominate", "screen", "treat")
_BEFORE, _AFTER = "before imputation", "after imputation"


def read_recipe(path: Readable) -> Recipe:
    """Read a recipe; raise ``InputRefused`` with every mistake and its line."""
    return read_yaml(path, _recipe)


def _recipe(entry: Entry) -> Recipe:
    found = entry.known_fields(("title", *_STEPS), _OTHER_STEPS)
    return Recipe(
        title=_of(found, "title", Entry.text, ""),
        source=_of(found, "source", Entry.text, ""),
        comparison=_of(found, "compare", lambda each: each.choice(Comparison), Comparison.UNITS),
        denominate=_of(found, "denominate", Entry.truth, False),
        screening=_of(found, "screen", _screening, None),
        imputation=_of(found, "impute", _imputation, Imputation()),
        treatment=_of(found, "treat", _treatment, None),
        normalisation=_of(found, "normalise", _normalisation, Normalisation(Scale.MIN_MAX)),
        weighting=_of(found, "weight", _weighting, Weighting()),
        aggregation=_of(found, "aggregate", _aggregation, Aggregation((Mean.ARITHMETIC,))),
        alternatives=_of(found, "alternatives", _alternatives, Alternatives()),
    )


def _of(found: dict[str, Entry], key: str, read: Callable[[Entry], T], default: T) -> T:
    return read(found[key]) if key in found else default


def _screening(entry: Entry) -> Screening:
    found = entry.known_fields(("share",), ("when",))
    share = _of(found, "share", lambda each: each.real(low=0, high=1), 0.0)
    when = found.get("when")
    if when and when.text() not in (_BEFORE, _AFTER):
        when.refuse(f"is one of: {_BEFORE}, {_AFTER}")
    return Screening(share, before_imputation=when is None or when.text() == _BEFORE)


def _imputation(entry: Entry) -> Imputation:
    if entry.is_text:
        return Imputation(entry.choice(Filling, [each for each in Filling if each != "group mean"]))
    found = entry.known_fields(("method",), ("group",))
    method = _of(found, "method", lambda each: each.choice(Filling), Filling.NONE)
    group = _of(found, "group", Entry.text, None)
    if (method == Filling.GROUP_MEAN) != (group is not None):
        entry.refuse("names a group for the group mean, and only for that")
    return Imputation(method, group)


def _treatment(entry: Entry) -> Treatment | None:
    if entry.is_text:
        if entry.text() != "none":
            entry.refuse("is none, or says skewness, kurtosis and points")
        return None
    found = entry.known_fields((), ("skewness", "kurtosis", "points"))
    return Treatment(
        skewness=_of(found, "skewness", lambda each: each.real(low=0, high=1000), 2.0),
        kurtosis=_of(found, "kurtosis", lambda each: each.real(low=0, high=1000), 3.5),
        points=_of(found, "points", lambda each: each.whole(low=0, high=1000), 5),
    )


def _normalisation(entry: Entry) -> Normalisation:
    if entry.is_text:
        return Normalisation(entry.choice(Scale))
    found = entry.known_fields(("method",), ("range",))
    method = _of(found, "method", lambda each: each.choice(Scale), Scale.MIN_MAX)
    if "range" not in found:
        return Normalisation(method)
    if method == Scale.Z_SCORE:
        found["range"].refuse("has no meaning for a z-score")
    return Normalisation(method, *_range(found["range"]))


def _range(entry: Entry) -> tuple[float, float]:
    ends = [each.real(low=0, high=1e6) for each in entry.items()]
    if len(ends) != 2 or not ends[0] < ends[1]:
        entry.refuse("is a lower and a higher end, such as [0, 100]")
        return 0.0, 100.0
    return ends[0], ends[1]


def _weighting(entry: Entry) -> Weighting:
    if entry.is_text:
        return Weighting(entry.choice(Source, [each for each in Source if each != Source.BUDGET]))
    found = entry.known_fields(("method", "votes"), ())
    source = _of(found, "method", lambda each: each.choice(Source, [Source.BUDGET]), Source.BUDGET)
    votes = found["votes"].fields() if "votes" in found else {}
    return Weighting(source, tuple(_vote(code, each) for code, each in votes.items()))


def _vote(code: str, entry: Entry) -> Vote:
    ballots = tuple(_ballot(each) for each in entry.items())
    if len({frozenset(code for code, _ in ballot.points) for ballot in ballots}) > 1:
        entry.refuse("has ballots on different things")
    return Vote(code, ballots)


def _ballot(entry: Entry) -> Ballot:
    points = {key: each.real(low=0, high=_POINTS) for key, each in entry.fields().items()}
    if abs(sum(points.values()) - _POINTS) > 1e-6:
        entry.refuse(f"spreads {sum(points.values()):g} points, not {_POINTS}")
    return Ballot(tuple(points.items()))


def _aggregation(entry: Entry) -> Aggregation:
    if entry.is_text:
        return Aggregation((entry.choice(Mean),))
    return Aggregation(tuple(each.choice(Mean) for each in entry.items()))


def _alternatives(entry: Entry) -> Alternatives:
    found = entry.known_fields(
        (),
        ("impute", "treat", "normalise", "weight", "aggregate", "weight_noise", "leave_out"),
    )
    if not found:
        entry.refuse(
            "names at least one choice that could have been another: a rank needs its interval"
        )
    return Alternatives(
        imputation=_list(found, "impute", _imputation),
        treatment=_list(found, "treat", _treatment),
        normalisation=_list(found, "normalise", _normalisation),
        weighting=_list(found, "weight", _weighting),
        aggregation=_list(found, "aggregate", _aggregation),
        noise=_of(found, "weight_noise", _noise, Noise()),
        leave_out=_of(found, "leave_out", _leave_out, LeaveOut.NOTHING),
    )


def _list(found: dict[str, Entry], key: str, read: Callable[[Entry], T]) -> tuple[T, ...]:
    return tuple(read(each) for each in found[key].items()) if key in found else ()


def _noise(entry: Entry) -> Noise:
    found = entry.known_fields(("share", "levels"), ())
    levels = found["levels"].items() if "levels" in found else []
    return Noise(
        share=_of(found, "share", lambda each: each.real(low=0.001, high=0.999), 0.0),
        levels=tuple(each.whole(low=1, high=MOST_LEVELS) for each in levels),
    )


def _leave_out(entry: Entry) -> LeaveOut:
    return entry.choice(LeaveOut, [LeaveOut.INDICATORS, LeaveOut.PILLARS])
