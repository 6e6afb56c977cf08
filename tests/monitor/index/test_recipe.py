from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from opencity.monitor.index.mistakes import InputRefused
from opencity.monitor.index.recipe import read_recipe
from tests.monitor.index.small import RECIPE, write

FULL = """title: Full
source: a book
compare: units
denominate: true
impute: {method: group mean, group: Region}
screen: {share: 0.9, when: after imputation}
treat: {skewness: 1.5, points: 3}
normalise: {method: min-max, range: [1, 10]}
weight:
  method: budget allocation
  votes:
    Openness:
      - {People: 60, Trade: 40}
      - {People: 50, Trade: 50}
aggregate: [arithmetic, geometric]
alternatives:
  impute: [mean, none]
  treat: [none, {points: 1}]
  normalise: [percentile rank]
  weight: [equal, pca]
  aggregate: [copeland, [harmonic, arithmetic]]
  weight_noise: {share: 0.25, levels: [1, 2]}
  leave_out: pillars
"""


def read(tmp_path, text) -> Recipe:
    return read_recipe(write(tmp_path, "recipe.yaml", text))


def told(tmp_path, text) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)
    return list(map(str, refused.value.mistakes))


def test_every_key_is_read(tmp_path):
    ballots = (Ballot((("People", 60), ("Trade", 40))), Ballot((("People", 50), ("Trade", 50))))
    assert read(tmp_path, FULL) == Recipe(
        title="Full",
        source="a book",
        comparison=Comparison.UNITS,
        denominate=True,
        screening=Screening(0.9, before_imputation=False),
        imputation=Imputation(Filling.GROUP_MEAN, "Region"),
        treatment=Treatment(skewness=1.5, kurtosis=3.5, points=3),
        normalisation=Normalisation(Scale.MIN_MAX, 1, 10),
        weighting=Weighting(Source.BUDGET, (Vote("Openness", ballots),)),
        aggregation=Aggregation((Mean.ARITHMETIC, Mean.GEOMETRIC)),
        alternatives=Alternatives(
            imputation=(Imputation(Filling.MEAN), Imputation(Filling.NONE)),
            treatment=(None, Treatment(points=1)),
            normalisation=(Normalisation(Scale.PERCENTILE_RANK),),
            weighting=(Weighting(Source.EQUAL), Weighting(Source.PCA)),
            aggregation=(
                Aggregation((Mean.COPELAND,)),
                Aggregation((Mean.HARMONIC, Mean.ARITHMETIC)),
            ),
            noise=Noise(0.25, (1, 2)),
            leave_out=LeaveOut.PILLARS,
        ),
    )


def test_what_is_not_said_is_not_done(tmp_path):
    found = read(tmp_path, RECIPE)
    assert (found.screening, found.treatment, found.denominate) == (None, None, False)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Full", "tilte: Full", "1: tilte: is not known here"),
        ("title: Full", "title: ''", "1: title: is a single value"),
        ("compare: units", "title: Again", "3: title: stands there twice"),
        ("compare: units", "compare: cities", "3: compare: is one of: units, periods; not cities"),
        ("denominate: true", "denominate: yes", "4: denominate: is true or false"),
        (", group: Region", "", "5: impute: names a group for the group mean, and only for that"),
        ("share: 0.9", "share: 90", "6: share: is a number from 0 to 1"),
        ("after imputation", "later", "6: when: is one of: before imputation, after imputation"),
        ("points: 3", "points: 2.5", "7: points: is a whole number from 0 to 1000"),
        ("points: 3", "point: 3", "7: point: is not known here"),
        ("[1, 10]", "[10, 1]", "8: range: is a lower and a higher end, such as [0, 100]"),
        ("[1, 10]", "[-1, 10]", "8: range: is a number from 0 to 1e+06"),
        ("min-max, range", "z-score, range", "8: range: has no meaning for a z-score"),
        (
            "{People: 60, Trade: 40}",
            "{People: 60, Trade: 50}",
            "13: Openness: spreads 110 points, not 100",
        ),
        (
            "{People: 60, Trade: 40}",
            "{People: 100}",
            "13: Openness: has ballots on different things",
        ),
        ("budget allocation", "equal", "10: method: is one of: budget allocation; not equal"),
        ("[arithmetic, geometric]", "[]", "15: aggregate: is a list with at least one entry"),
        (
            "[arithmetic, geometric]",
            "median",
            "15: aggregate: is one of: arithmetic, geometric, harmonic, copeland; not median",
        ),
        ("share: 0.25", "share: 1.5", "22: share: is a number from 0.001 to 0.999"),
        (
            "leave_out: pillars",
            "leave_out: nothing",
            "23: leave_out: is one of: indicators, pillars; not nothing",
        ),
        ("title: Full", "title: [", "3: is not YAML: "),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, expected):
    assert old in FULL
    assert told(tmp_path, FULL.replace(old, new, 1))[0].startswith(f"recipe.yaml:{expected}")


def test_a_recipe_without_alternatives_is_refused(tmp_path):
    without = RECIPE.partition("alternatives")[0]
    assert told(tmp_path, without) == ["recipe.yaml:1: lacks alternatives"]
    assert told(tmp_path, f"{without}alternatives: {{}}\n") == [
        "recipe.yaml:6: alternatives: names at least one choice that could have been another: "
        "a rank needs its interval"
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_is_told(tmp_path, text):
    assert told(tmp_path, text) == ["recipe.yaml: is empty"]


def test_a_list_is_no_recipe(tmp_path):
    assert told(tmp_path, "- title\n") == ["recipe.yaml:1: is a mapping of keys and values"]


def test_deep_nesting_is_refused_and_not_followed(tmp_path):
    with pytest.raises(InputRefused):
        read(tmp_path, "title: " + "[" * 1500)


def test_a_recipe_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "recipe.yaml"
    path.write_bytes(b"title: \xff\n")
    with pytest.raises(InputRefused, match="is not UTF-8"):
        read_recipe(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FULL) - 1), st.text(max_size=4), st.integers(0, 6))
def test_a_damaged_recipe_is_read_or_refused_and_nothing_else(tmp_path_factory, at, put, cut):
    text = FULL[:at] + put + FULL[at + cut :]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    with suppress(InputRefused):
        assert isinstance(read_recipe(path), Recipe)
