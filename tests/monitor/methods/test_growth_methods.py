"""Growth, and the methods that rest on it, against figures worked out by hand or published."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opencity.monitor.methods import distance, eurostat, open_sdg
from opencity.monitor.methods.figures import Direction, Figure, NotAssessable, Reason, Target
from opencity.monitor.methods.growth import annual_growth, required_growth
from opencity.monitor.methods.judgement import Standing

UP, DOWN = Direction.UP, Direction.DOWN
BASE, LAST = Figure(2015, 44.8), Figure(2024, 50.9)
TARGET = Target(2030, 60)


def test_employment_of_foreign_citizens_is_judged_as_published():
    found = eurostat.with_target(BASE, LAST, UP, TARGET)

    assert found.standing is Standing.MODERATE_PROGRESS
    assert round(100 * found.observed, 5) == 1.42849
    assert round(100 * found.required, 5) == 1.96667
    assert round(found.ratio, 6) == 0.726353


def test_open_sdg_gives_its_score():
    found = open_sdg.with_target(BASE, LAST, UP, TARGET)

    assert (found.standing, round(found.score, 5)) == (Standing.MODERATE_PROGRESS, 0.90257)


def test_distance_counts_units_and_not_growth():
    found = distance.to_target(Figure(2020, -10), Figure(2022, 0), UP, Target(2030, 40))

    assert (found.observed, found.required, found.ratio, found.score) == (5.0, 5.0, 1.0, 20.0)
    assert found.standing is Standing.SIGNIFICANT_PROGRESS


@pytest.mark.parametrize(
    ("last", "direction", "standing"),
    [
        (101.0, UP, Standing.SIGNIFICANT_PROGRESS),
        (100.5, UP, Standing.MODERATE_PROGRESS),
        (100.0, UP, Standing.NO_CHANGE),
        (99.5, UP, Standing.MODERATE_MOVEMENT_AWAY),
        (99.0, UP, Standing.SIGNIFICANT_MOVEMENT_AWAY),
        (99.0, DOWN, Standing.SIGNIFICANT_PROGRESS),
        (101.0, DOWN, Standing.SIGNIFICANT_MOVEMENT_AWAY),
    ],
)
def test_without_target_one_per_cent_a_year_counts(last, direction, standing):
    found = eurostat.without_target(Figure(2020, 100), Figure(2021, last), direction)

    assert found.standing is standing


@pytest.mark.parametrize(
    ("ratio", "standing"),
    [
        (0.96, Standing.SIGNIFICANT_PROGRESS),
        (0.94, Standing.MODERATE_PROGRESS),
        (0.61, Standing.MODERATE_PROGRESS),
        (0.59, Standing.INSUFFICIENT_PROGRESS),
        (0.01, Standing.INSUFFICIENT_PROGRESS),
        (-0.01, Standing.MOVEMENT_AWAY),
    ],
)
def test_thresholds_of_the_ratio(ratio, standing):
    last = Figure(2021, 100 * (1 + 0.02 * ratio))

    found = eurostat.with_target(Figure(2020, 100), last, UP, Target(2030, 100 * 1.02**10))

    assert (found.standing, round(found.ratio, 6)) == (standing, ratio)


def test_target_that_is_met():
    beyond = Figure(2024, 61)

    assert eurostat.with_target(BASE, beyond, UP, TARGET).standing is Standing.SIGNIFICANT_PROGRESS
    assert open_sdg.with_target(BASE, beyond, UP, TARGET).score == 5
    assert distance.to_target(BASE, beyond, UP, TARGET).score == 100


def test_target_that_lies_behind_the_base_is_no_way_to_go():
    base, last = Figure(2015, 65), Figure(2024, 55)

    with pytest.raises(NotAssessable) as eurostats:
        eurostat.with_target(base, last, UP, TARGET)
    assert eurostats.value.reason is Reason.TARGET_AGAINST_DIRECTION
    assert open_sdg.with_target(base, last, UP, TARGET).standing is Standing.MOVEMENT_AWAY


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (Figure(2015, 0), LAST, Reason.ZERO_OR_BELOW),
        (BASE, Figure(2024, -1), Reason.ZERO_OR_BELOW),
        (LAST, BASE, Reason.BASE_IS_LAST),
    ],
)
def test_growth_without_meaning_is_refused(first, last, reason):
    with pytest.raises(NotAssessable) as refusal:
        annual_growth(first, last)
    assert refusal.value.reason is reason


@pytest.mark.parametrize(
    ("target", "reason"),
    [(Target(2015, 60), Reason.TARGET_IN_THE_PAST), (Target(2030, 44.8), Reason.TARGET_IS_BASE)],
)
def test_required_growth_needs_a_way_and_time(target, reason):
    with pytest.raises(NotAssessable) as refusal:
        required_growth(BASE, target)
    assert refusal.value.reason is reason


def test_thresholds_shrink_before_a_limit():
    assert open_sdg.room_before(100, 100) == 0
    assert open_sdg.room_before(0, 100) == 1
    assert open_sdg.room_before(200, 100) == 1
    assert round(open_sdg.room_before(90, 100), 4) == round(1 - 0.9**4.44, 4)
    near, later = Figure(2015, 98), Figure(2020, 98.3)
    assert open_sdg.without_target(near, later, UP).standing is Standing.INSUFFICIENT_PROGRESS
    assert open_sdg.without_target(near, later, UP, 100).standing is Standing.MODERATE_PROGRESS
    assert open_sdg.without_target(Figure(2015, 100), Figure(2020, 100), UP, 100).score == 5


@pytest.mark.parametrize(
    ("growth", "score"), [(0.02, 5.0), (0.015, 2.5), (0.01, 1.25), (0.005, 0.0), (0.0, -2.5)]
)
def test_score_without_target(growth, score):
    found = open_sdg.without_target(Figure(2020, 100), Figure(2021, 100 * (1 + growth)), UP)

    assert round(found.score, 6) == score


values = st.floats(min_value=0.1, max_value=1e6)


@given(first=values, last=values, goal=values, scale=st.floats(min_value=0.01, max_value=100))
def test_another_unit_changes_no_class(first, last, goal, scale):
    def standing(factor):
        base, now = Figure(2015, first * factor), Figure(2020, last * factor)
        try:
            found = distance.to_target(base, now, UP, Target(2030, goal * factor))
        except NotAssessable as error:
            return error.reason
        return round(found.score, 3)

    assume(abs(last - goal) > 1e-6 * goal and abs(first - goal) > 1e-6 * goal)
    assert standing(1) == standing(scale)


@given(first=values, last=values)
def test_better_is_worse_the_other_way_round(first, last):
    base, now = Figure(2015, first), Figure(2020, last)
    up = eurostat.without_target(base, now, UP).standing
    down = eurostat.without_target(base, now, DOWN).standing

    assert up.is_progress + down.is_progress == (first != last) or up is Standing.NO_CHANGE
