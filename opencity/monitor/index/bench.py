"""Measures the draws of an index: ``python -m opencity.monitor.index.bench`` prints JSON.

One core is enough: set ``OPENBLAS_NUM_THREADS=1`` to hold the matrix products to it.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from opencity.monitor.index.calculate import Index
from opencity.monitor.index.choices import (
    Aggregation,
    Alternatives,
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
    Weighting,
)
from opencity.monitor.index.data import Data, Unit
from opencity.monitor.index.framework import Framework, Node
from opencity.monitor.index.sensitivity import sensitivity
from opencity.monitor.index.uncertainty import Draws, uncertainty

CITIES, PILLARS, IN_PILLAR, DRAWS = 100, 9, 6, 10_000
_MISSING = 0.03


def made_up_framework() -> Framework:
    """Return 54 indicators in nine pillars, two sub-indices and one index."""
    indicators = [
        Node(f"I{p}{i}", f"I{p}{i}", 1, f"P{p}", 1.0, direction=1 if i else -1)
        for p in range(PILLARS)
        for i in range(IN_PILLAR)
    ]
    pillars = [Node(f"P{p}", f"P{p}", 2, f"S{p % 2}", 1.0) for p in range(PILLARS)]
    subs = [Node(f"S{s}", f"S{s}", 3, "Index", 1.0) for s in range(2)]
    return Framework((*indicators, *pillars, *subs, Node("Index", "Index", 4, None, 1.0)))


def made_up_data(framework: Framework) -> Data:
    """Return random figures of 100 cities, half of the indicators skewed, 3 % missing."""
    generator = Generator(PCG64(1))
    shape = CITIES, len(framework.indicators)
    values = generator.normal(size=(CITIES, 1)) + generator.normal(size=shape)
    values[:, ::2] = np.exp(values[:, ::2])
    values[generator.random(shape) < _MISSING] = np.nan
    units = tuple(Unit(f"C{i}", f"City {i}") for i in range(CITIES))
    return Data(units, values, denominators={}, groups={})


def made_up_recipe() -> Recipe:
    """Return a recipe in which every kind of choice is open."""
    return Recipe(
        title="Bench",
        source="",
        comparison=Comparison.UNITS,
        denominate=False,
        screening=Screening(0.5),
        imputation=Imputation(Filling.MEAN),
        treatment=Treatment(),
        normalisation=Normalisation(Scale.MIN_MAX, 1, 100),
        weighting=Weighting(),
        aggregation=Aggregation((Mean.ARITHMETIC,)),
        alternatives=Alternatives(
            imputation=(Imputation(Filling.MEDIAN), Imputation(Filling.NONE)),
            treatment=(None,),
            normalisation=(Normalisation(Scale.PERCENTILE_RANK, 1, 100),),
            weighting=(Weighting(Source.EQUAL),),
            aggregation=(Aggregation((Mean.GEOMETRIC,)), Aggregation((Mean.COPELAND,))),
            noise=Noise(0.25, (1, 2, 3)),
            leave_out=LeaveOut.INDICATORS,
        ),
    )


def measure() -> dict[str, float]:
    """Return seconds and processor seconds of draws and sensitivities, and the memory's peak."""
    framework = made_up_framework()
    for_noise, for_draws, for_design = SeedSequence(1).spawn(3)
    began, used = time.perf_counter(), time.process_time()
    draws = Draws(Index(made_up_recipe(), framework, made_up_data(framework)), for_noise)
    uncertainty(draws, DRAWS, for_draws)
    drawn, drawn_used = time.perf_counter(), time.process_time()
    found = sensitivity(draws, DRAWS, for_design)
    return {
        "draws": DRAWS,
        "draws_s": round(drawn - began, 2),
        "draws_processor_s": round(drawn_used - used, 2),
        "sensitivity_runs": found.runs,
        "sensitivity_s": round(time.perf_counter() - drawn, 2),
        "sensitivity_processor_s": round(time.process_time() - drawn_used, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
    sys.stdout.write("\n")
