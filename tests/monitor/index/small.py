"""Small frameworks, data and recipes, easy to reckon by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
    Comparison,
    Filling,
    Imputation,
    Mean,
    Noise,
    Normalisation,
    Recipe,
    Scale,
    Weighting,
)
from opencity.monitor.index.data import Data, Unit
from opencity.monitor.index.framework import Framework, Node

HEADER = "Level,iCode,iName,Direction,Weight,Parent,Type"
# The index is two pillars: people (three figures, one of them better when less) and trade (one).
FRAMEWORK = f"""{HEADER},Denominator
1,Visas,Visas,1,1,People,Indicator,Population
1,Wait,Days of waiting,-1,1,People,Indicator,
1,Events,Events,1,2,People,Indicator,
1,Goods,Goods,1,1,Trade,Indicator,
2,People,People,1,3,Openness,Aggregate,
2,Trade,Trade,1,1,Openness,Aggregate,
3,Openness,Openness,1,1,,Aggregate,
,Population,Population,,,,Denominator,
,Region,Region,,,,Group,
,Note,Note,,,,Other,
"""
DATA = """uCode,uName,Region,Note,Population,Visas,Wait,Events,Goods
A,Alba,east,,10,10,0,4,1
B,Bela,east,,10,20,10,2,2
C,Cora,west,,20,60,5,0,3
"""
RECIPE = """title: Small
impute: none
normalise: min-max
weight: framework
aggregate: arithmetic
alternatives:
  weight_noise: {share: 0.2, levels: [1, 2]}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def nodes() -> tuple[Node, ...]:
    return (
        Node("Visas", "Visas", 1, "People", 1.0),
        Node("Wait", "Days of waiting", 1, "People", 1.0, direction=-1),
        Node("Events", "Events", 1, "People", 2.0),
        Node("Goods", "Goods", 1, "Trade", 1.0),
        Node("People", "People", 2, "Openness", 3.0),
        Node("Trade", "Trade", 2, "Openness", 1.0),
        Node("Openness", "Openness", 3, None, 1.0),
    )


def framework(**of_indicators: object) -> Framework:
    """The framework above without denominators; every indicator with what is given."""
    return Framework(
        tuple(replace(node, **of_indicators) if node.level == 1 else node for node in nodes()),
        groups=("Region",),
    )


def data(values: list[list[float]] | np.ndarray | None = None, times: str = "") -> Data:
    if values is None:
        values = [[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, 3]]
    rows = np.array(values, dtype=float)
    units = tuple(
        Unit("ABCDEFGHIJ"[i] if not times else "A", f"City {i}", times[i] if times else "")
        for i in range(len(rows))
    )
    regions = tuple("east" if i < 2 else "west" for i in range(len(rows)))
    return Data(units, rows, denominators={}, groups={"Region": regions})


def recipe(**other: object) -> Recipe:
    """Min-max, framework's weights, arithmetic mean; weights are uncertain by a fifth."""
    plain = Recipe(
        title="Small",
        source="",
        comparison=Comparison.UNITS,
        denominate=False,
        screening=None,
        imputation=Imputation(Filling.NONE),
        treatment=None,
        normalisation=Normalisation(Scale.MIN_MAX),
        weighting=Weighting(),
        aggregation=Aggregation((Mean.ARITHMETIC,)),
        alternatives=Alternatives(noise=Noise(0.2, (1, 2))),
    )
    return replace(plain, **other)
