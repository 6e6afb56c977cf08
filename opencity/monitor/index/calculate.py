"""Calculates an index: from figures to scores and ranks at every level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from opencity.monitor.index.aggregation import bring_together
from opencity.monitor.index.choices import Aggregation, Imputation, Recipe, Treatment
from opencity.monitor.index.compatibility import refuse_unfit
from opencity.monitor.index.data import Data, Unit
from opencity.monitor.index.framework import Framework
from opencity.monitor.index.imputation import impute
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.normalisation import normalise
from opencity.monitor.index.ordering import Ranks, ranks
from opencity.monitor.index.treatment import How, Treated, treat
from opencity.monitor.index.weighting import weights

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Choice(NamedTuple):
    """Which of the recipe's choices is taken at each discrete step; 0 is the recipe's own."""

    imputation: int = 0
    treatment: int = 0
    normalisation: int = 0
    weighting: int = 0
    aggregation: int = 0


OWN = Choice()


@dataclass(frozen=True)
class Dropped:
    """A unit that screening left out, and the share of its figures that is there (0 to 1)."""

    unit: Unit
    share: float


@dataclass(frozen=True)
class Result:
    """Scores and ranks, shape (aggregates, units), the aggregates in the framework's order.

    ``imputed`` (units, indicators) flags filled figures; ``filled`` holds the figures after
    imputation in each indicator's own (denominated) unit; ``treated`` is there for each indicator.
    A score is NaN and its rank 0 where a unit has no figure at all below an aggregate.
    """

    scores: Floats
    ranks: Ranks
    filled: Floats
    imputed: Flags
    treated: tuple[Treated, ...]


class Index:
    """A recipe applied to a framework and its data; every discrete stage is worked out once."""

    def __init__(self, recipe: Recipe, framework: Framework, data: Data) -> None:
        """Check that all fits and screen the units; raise ``ChoicesRefused`` otherwise."""
        refuse_unfit(recipe, framework, data)
        self.recipe = recipe
        self.framework = framework
        self._raw = denominated(framework, data) if recipe.denominate else data.values
        self._groups = {code: np.array(names) for code, names in data.groups.items()}
        self._kept, self.dropped = self._screen(data)
        self.units = tuple(unit for unit, kept in zip(data.units, self._kept, strict=True) if kept)
        self._refuse_empty()
        self._filled: dict[int, Floats] = {}
        self._treated: dict[tuple[int, int], tuple[Treated, ...]] = {}
        self._normalised: dict[tuple[int, int, int], Floats] = {}
        self._weights: dict[tuple[int, int, int, int], Floats] = {}

    def result(self) -> Result:
        """Return the scores and ranks of the recipe's own choices."""
        found = scores(
            self.framework, self.normalised(OWN), self.weights(OWN)[None], self.aggregation(OWN)
        )
        filled = self._impute(0)
        return Result(
            scores=found[0],
            ranks=ranks(found[0]),
            filled=filled,
            imputed=np.isnan(self._raw[self._kept]) & ~np.isnan(filled),
            treated=self._treat(0, 0),
        )

    def normalised(self, choice: Choice) -> Floats:
        """Return the figures (units, indicators) on the common scale."""
        key = choice[:3]
        if key not in self._normalised:
            treated = np.column_stack([each.values for each in self._treat(*key[:2])])
            rule = self.recipe.normalisations[choice.normalisation]
            self._normalised[key] = normalise(treated, self.framework.indicators, rule)
        return self._normalised[key]

    def weights(self, choice: Choice) -> Floats:
        """Return a weight for each node (nodes,)."""
        key = choice[:4]
        if key not in self._weights:
            rule = self.recipe.weightings[choice.weighting]
            self._weights[key] = weights(self.framework, rule, self.normalised(choice))
        return self._weights[key]

    def aggregation(self, choice: Choice) -> Aggregation:
        """Return the chosen means."""
        return self.recipe.aggregations[choice.aggregation]

    def _impute(self, which: int) -> Floats:
        if which not in self._filled:
            self._filled[which] = self._fill(self.recipe.imputations[which])
        return self._filled[which]

    def _fill(self, rule: Imputation) -> Floats:
        """Return the figures of the kept units, filled from those who are there at that step."""
        screening = self.recipe.screening
        seen = (
            self._kept
            if screening and screening.before_imputation
            else np.full(len(self._raw), True)
        )
        groups = tuple(self._groups[rule.group][seen]) if rule.group else ()
        return impute(self._raw[seen], rule.method, groups)[self._kept[seen]]

    def _treat(self, imputation: int, treatment: int) -> tuple[Treated, ...]:
        key = imputation, treatment
        if key not in self._treated:
            rule = self.recipe.treatments[treatment]
            filled = self._impute(imputation)
            self._treated[key] = tuple(_treated(column, rule) for column in filled.T)
        return self._treated[key]

    def _screen(self, data: Data) -> tuple[Flags, tuple[Dropped, ...]]:
        """Return which units stay, and the others; the recipe's own imputation decides."""
        everybody = np.full(len(data.units), True)
        screening = self.recipe.screening
        if screening is None:
            return everybody, ()
        values = self._raw
        if not screening.before_imputation:
            self._kept = everybody
            values = self._fill(self.recipe.imputation)
        share = (~np.isnan(values)).mean(axis=1)
        dropped = share < screening.share
        return ~dropped, tuple(
            Dropped(data.units[i], float(share[i])) for i in np.flatnonzero(dropped)
        )

    def _refuse_empty(self) -> None:
        """Refuse units and indicators of which nothing is known."""
        unknown = np.isnan(self._raw[self._kept])
        nodes, columns = self.framework.indicators, unknown.T
        reasons = [f"{nodes[i].code} has no figure for any unit" for i in _all_true(columns)]
        reasons += [f"{self.units[i].label} has no figure at all" for i in _all_true(unknown)]
        if len(self.units) < 2:
            reasons = [f"screening leaves {len(self.units)} units, too few to compare"]
        if reasons:
            raise ChoicesRefused(reasons)


def denominated(framework: Framework, data: Data) -> Floats:
    """Return the values divided by their denominators, where the framework names one."""
    values = data.values.copy()
    for place, node in enumerate(framework.indicators):
        if node.denominator:
            values[:, place] /= data.denominators[node.denominator]
    return values


def scores(
    framework: Framework, normalised: Floats, weights: Floats, aggregation: Aggregation
) -> Floats:
    """Return scores (draws, aggregates, units) for weights (draws, nodes)."""
    shape = (len(weights), len(framework.aggregates), len(normalised))
    found = np.empty(shape)
    for place, above in enumerate(framework.aggregates):
        nodes = [framework.place[node.code] for node in framework.children[above.code]]
        mean = aggregation.at(above.level - 1)
        if above.level == 2:
            parts = normalised[None, :, nodes]
        else:
            rows = np.array(nodes) - len(framework.indicators)
            parts = np.moveaxis(found[:, rows], 1, -1)
        found[:, place] = bring_together(parts, weights[:, nodes], mean)
    return found


def _all_true(rows: Flags) -> list[int]:
    """Return the places of the rows in which everything is true."""
    return [place for place, row in enumerate(rows) if row.all()]


def _treated(column: Floats, rule: Treatment | None) -> Treated:
    if rule is None:
        return Treated(column, How.NOTHING, np.zeros(column.shape, dtype=bool), passes=True)
    return treat(column, rule)
