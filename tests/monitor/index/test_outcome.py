from __future__ import annotations

import json
from dataclasses import replace

import pytest

from opencity.monitor.index.choices import Filling, Imputation, Screening
from opencity.monitor.index.outcome import fingerprint, outcome
from tests.monitor.index.small import data, framework, recipe
from tests.monitor.index.test_uncertainty import EVERYTHING, FROM_ONE, ROWS

NAN = float("nan")
RECIPE = recipe(normalisation=FROM_ONE, alternatives=EVERYTHING, screening=Screening(0.5))


def found(rule=RECIPE, rows=None, seed=1, draws=200):
    return outcome(
        rule, framework(), data(rows or [*ROWS, [NAN, NAN, NAN, 1]]), draws=draws, seed=seed
    )


def test_units_come_by_rank_with_scores_at_every_level():
    units = found()["units"]
    assert [unit["rank"] for unit in units] == [1, 2, 3, 4, 5]
    assert list(units[0]["aggregates"]) == ["People", "Trade", "Openness"]
    for unit in units:
        assert {name: unit[name] for name in unit["aggregates"]["Openness"]} == (
            unit["aggregates"]["Openness"]
        )


def ranks_in(data):
    """Every mapping, at any depth, that holds a rank."""
    if isinstance(data, dict):
        yield from [data] if "rank" in data else []
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from ranks_in(each)


def test_no_rank_goes_without_its_interval():
    everywhere = list(ranks_in(found()))
    # five units at three levels and by themselves; five and six without a pillar
    assert len(everywhere) == 5 * 4 + 5 + 5
    for each in everywhere:
        assert each.keys() >= {"rank_low", "rank_median", "rank_high", "rank_kept"}
        if each["rank"] is not None:
            assert 1 <= each["rank_low"] <= each["rank_median"] <= each["rank_high"]
            assert 0 <= each["rank_kept"] <= 1


def test_a_unit_without_a_score_has_no_rank_there():
    unit = next(unit for unit in found()["units"] if unit["code"] == "E")
    assert set(unit["aggregates"]["Trade"].values()) == {None}


def test_it_is_json_without_anything_that_is_not_a_number():
    result = found()
    assert json.loads(json.dumps(result, allow_nan=False)) == result


def test_the_same_seed_gives_the_same_and_another_one_not():
    assert found(seed=1) == found(seed=1)
    assert found(seed=1)["units"] != found(seed=2)["units"]


def test_what_was_dropped_and_imputed_is_told():
    filling = replace(RECIPE, imputation=Imputation(Filling.MEAN))
    filling = replace(filling, alternatives=replace(EVERYTHING, imputation=()))
    result = found(filling)
    assert result["dropped"] == [{"unit": "F", "share": 0.25}]
    assert result["imputed"] == [
        {"unit": "D", "indicator": "Visas", "value": 2.75},
        {"unit": "E", "indicator": "Goods", "value": 2.5},
    ]


def test_the_open_choices_are_told_in_words():
    assert found()["varied"] == {
        "imputation": ["none", "mean", "median"],
        "treatment": ["none", "up to 5 points (skewness 2, kurtosis 3.5)"],
        "normalisation": ["min-max 1 to 100", "percentile rank 1 to 100"],
        "weighting": ["framework", "equal"],
        "aggregation": ["arithmetic", "geometric", "copeland"],
        "weight_noise": ["up to 30.0% up or down on levels 1, 2"],
        "leave_out": ["nothing", "one of the indicators"],
    }


def test_sensitivities_have_intervals():
    told = found()["sensitivity"]
    assert list(told["of_mean_shift"]) == list(found()["varied"])
    assert list(told["of_ranks"]) == ["A", "B", "C", "D", "E"]
    for each in told["of_mean_shift"].values():
        assert each["total"]["low"] <= each["total"]["value"] <= each["total"]["high"]


def test_the_hash_is_of_recipe_framework_and_data_alone():
    plain = fingerprint(RECIPE, framework(), data())
    assert len(plain) == 64
    assert plain == fingerprint(RECIPE, framework(), data())
    assert found(seed=1)["hash"] == found(seed=2)["hash"]


@pytest.mark.parametrize(
    ("rule", "frame", "figures"),
    [
        (replace(RECIPE, title="Other"), framework(), data()),
        (RECIPE, framework(weight=2.0), data()),
        (RECIPE, framework(), data([[1, 0, 4, 1], [2, 10, 2, 2], [3, 5, 0, 3 + 1e-15]])),
        (RECIPE, framework(), replace(data(), groups={"Region": ("west", "east", "west")})),
    ],
)
def test_the_hash_changes_with_any_of_them(rule, frame, figures):
    assert fingerprint(rule, frame, figures) != fingerprint(RECIPE, framework(), data())
