"""Everything that comes of an index as plain data for JSON; no rank goes without its interval."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.random import SeedSequence
from numpy.typing import NDArray

from opencity.monitor.index.calculate import Index, Result
from opencity.monitor.index.choices import Recipe
from opencity.monitor.index.data import Data, Unit
from opencity.monitor.index.framework import Framework
from opencity.monitor.index.sensitivity import Indices, Sensitivity, sensitivity
from opencity.monitor.index.treatment import How
from opencity.monitor.index.uncertainty import LEAVE_OUT, NOISE, Draws, Intervals, uncertainty
from opencity.monitor.index.whatif import WhatIf, what_if

# A run of the what-if needs no finer intervals, and there is one for each aggregate.
MOST_DRAWS_OF_WHAT_IF = 2000
METHOD_VERSION = 1
"""Goes up whenever the same inputs and seed would give other numbers."""
_PLACES = 6
_SPREAD = ("rank_low", "rank_median", "rank_high", "rank_kept")

Json = dict[str, Any]


def outcome(recipe: Recipe, framework: Framework, data: Data, *, draws: int, seed: int) -> Json:
    """Return all results of a recipe; the same input and seed give the same.

    Raises ``ChoicesRefused``.
    """
    for_noise, for_draws, for_design, for_what_if = SeedSequence(seed).spawn(4)
    index = Index(recipe, framework, data)
    result = index.result()
    drawing = Draws(index, for_noise)
    spread = uncertainty(drawing, draws, for_draws)
    hanging_on = sensitivity(drawing, draws, for_design)
    fewer = min(draws, MOST_DRAWS_OF_WHAT_IF)
    return {
        "title": recipe.title,
        "source": recipe.source,
        "index": framework.top.code,
        "hash": fingerprint(recipe, framework, data),
        "seed": seed,
        "draws": draws,
        "interval": "5 to 95 % of the draws",
        "varied": _varied(recipe, drawing),
        "units": _units(index, result, spread),
        "dropped": [{"unit": each.unit.label, "share": each.share} for each in index.dropped],
        "imputed": _imputed(index, result),
        "treated": _treated(index, result),
        "sensitivity": _sensitivity(index, hanging_on),
        "what_if": [
            _what_if(each) for each in what_if(recipe, framework, data, fewer, for_what_if)
        ],
    }


def _varied(recipe: Recipe, drawing: Draws) -> Json:
    """Return the options of each open choice in words, the recipe's own first."""
    noise = recipe.alternatives.noise
    levels = ", ".join(map(str, noise.levels))
    told = {
        "imputation": list(map(str, recipe.imputations)),
        "treatment": [str(each or "none") for each in recipe.treatments],
        "normalisation": list(map(str, recipe.normalisations)),
        "weighting": list(map(str, recipe.weightings)),
        "aggregation": list(map(str, recipe.aggregations)),
        NOISE: [f"up to {noise.share:.1%} up or down on levels {levels}"],
        LEAVE_OUT: ["nothing", f"one of the {recipe.alternatives.leave_out}"],
    }
    return {factor.name: told[factor.name] for factor in drawing.factors}


def fingerprint(recipe: Recipe, framework: Framework, data: Data) -> str:
    """Return the SHA-256 of recipe, framework and data in one canonical form, as 64 hex digits."""
    canonical = {
        "recipe": asdict(recipe),
        "framework": asdict(framework),
        "units": [asdict(unit) for unit in data.units],
        "values": _numbers(data.values),
        "denominators": {code: _numbers(each) for code, each in data.denominators.items()},
        "groups": data.groups,
    }
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _numbers(values: NDArray[np.float64]) -> list[str]:
    """Return the shortest exact writing of each number, empty for a missing one."""
    return ["" if math.isnan(value) else repr(value) for value in values.ravel().tolist()]


def _units(index: Index, result: Result, spread: Intervals) -> list[Json]:
    codes = [node.code for node in index.framework.aggregates]
    order = np.argsort(result.ranks[-1], kind="stable")
    return [
        {
            **_named(index.units[place]),
            **_standing(result, spread, len(codes) - 1, place),
            "aggregates": {
                code: _standing(result, spread, level, place) for level, code in enumerate(codes)
            },
        }
        for place in order.tolist()
    ]


def _named(unit: Unit) -> Json:
    named = {"code": unit.code, "name": unit.name}
    return {**named, "time": unit.time} if unit.time else named


def _standing(result: Result, spread: Intervals, aggregate: int, unit: int) -> Json:
    """Return a score and its rank with the interval; all null where there is no score."""
    where = aggregate, unit
    if not spread.nominal[where]:
        return dict.fromkeys(("score", "rank", *_SPREAD))
    return {
        "score": _plain(result.scores[where]),
        "rank": int(spread.nominal[where]),
        "rank_low": int(spread.low[where]),
        "rank_median": int(spread.median[where]),
        "rank_high": int(spread.high[where]),
        "rank_kept": _plain(spread.kept[where]),
    }


def _imputed(index: Index, result: Result) -> list[Json]:
    return [
        {
            "unit": index.units[unit].label,
            "indicator": index.framework.indicators[indicator].code,
            "value": _plain(result.filled[unit, indicator]),
        }
        for unit, indicator in np.argwhere(result.imputed)
    ]


def _treated(index: Index, result: Result) -> list[Json]:
    return [
        {
            "indicator": node.code,
            "how": str(treated.how),
            "units": [index.units[place].label for place in np.flatnonzero(treated.points)],
            "passes": treated.passes,
        }
        for node, treated in zip(index.framework.indicators, result.treated, strict=True)
        if treated.how != How.NOTHING
    ]


def _sensitivity(index: Index, found: Sensitivity) -> Json:
    return {
        "runs": found.runs,
        "mean_shift": _plain(found.mean_shift),
        "of_mean_shift": _factors(found.factors, found.of_shift, 0),
        "of_ranks": {
            unit.label: _factors(found.factors, found.of_ranks, place)
            for place, unit in enumerate(index.units)
        },
    }


def _factors(names: tuple[str, ...], found: Indices, output: int) -> Json:
    return {
        name: {
            "first": _index(found.first, found.first_low, found.first_high, place, output),
            "total": _index(found.total, found.total_low, found.total_high, place, output),
        }
        for place, name in enumerate(names)
    }


def _index(
    value: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    factor: int,
    output: int,
) -> Json:
    where = factor, output
    return {"value": _plain(value[where]), "low": _plain(low[where]), "high": _plain(high[where])}


def _what_if(found: WhatIf) -> Json:
    top = len(found.index.framework.aggregates) - 1
    return {
        "removed": found.removed.code,
        "name": found.removed.name,
        "draws": found.intervals.draws,
        "units": [
            {**_named(unit), **_standing(found.result, found.intervals, top, place)}
            for place, unit in enumerate(found.index.units)
        ],
    }


def _plain(value: float) -> float | None:
    """Return a number rounded for reading, None for NaN."""
    return None if math.isnan(value) else round(float(value), _PLACES)
