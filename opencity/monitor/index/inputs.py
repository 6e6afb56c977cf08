"""The three inputs of an index, read together so that mistakes in all of them are told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from opencity.monitor.index.choices import Comparison, Recipe
from opencity.monitor.index.data import Data, read_data
from opencity.monitor.index.framework import Framework, read_framework
from opencity.monitor.index.given import Readable
from opencity.monitor.index.mistakes import InputRefused, Mistake
from opencity.monitor.index.recipe import read_recipe

T = TypeVar("T")


@dataclass(frozen=True)
class Inputs:
    """What an index is calculated from, beside the number of draws and the seed."""

    recipe: Recipe
    framework: Framework
    data: Data


def read_inputs(*, recipe: Readable, framework: Readable, data: Readable) -> Inputs:
    """Read all three; the data can only be read when the other two can.

    Raises ``InputRefused`` with the mistakes of every file that has some.
    """
    mistakes: list[Mistake] = []
    untold: list[int] = []

    def kept(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InputRefused as error:
            mistakes.extend(error.mistakes)
            untold.append(error.untold)
            return None

    tree = kept(lambda: read_framework(framework))
    rule = kept(lambda: read_recipe(recipe))
    if tree is None or rule is None:
        raise InputRefused(mistakes, sum(untold))
    over_time = rule.comparison == Comparison.PERIODS
    return Inputs(rule, tree, read_data(data, tree, over_time=over_time))
