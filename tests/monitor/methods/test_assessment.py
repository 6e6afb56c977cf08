"""What an assessment says beside the class: on what it depends."""

from __future__ import annotations

import pytest

from opencity.monitor.methods.assessment import Caution, Method, Question, assess
from opencity.monitor.methods.figures import Direction, Figure, Flag, Reason, Target
from opencity.monitor.methods.gap import GapTrend, gap_between, mann_kendall
from opencity.monitor.methods.judgement import Standing

UP = Question(2015, Direction.UP)
STEADY = [Figure(year, 40 * 1.02 ** (year - 2012)) for year in range(2012, 2025)]


def series(*values: float, start: int = 2015) -> list[Figure]:
    return [Figure(start + at, value) for at, value in enumerate(values)]


def test_steady_growth_is_progress_from_every_base():
    found = assess(STEADY, UP)

    assert (found.standing, found.cautions) == (Standing.SIGNIFICANT_PROGRESS, ())
    leading = found.answers[0]
    assert leading.method is Method.EUROSTAT
    assert (leading.bases.share, len(leading.bases.standings)) == (1.0, 10)


def test_class_that_flips_with_the_base_is_not_called_progress():
    found = assess(series(44.8, 60, 44, 58, 45, 55, 50.9), UP)

    assert found.answers[0].judgement.standing is Standing.SIGNIFICANT_PROGRESS
    assert found.answers[0].bases.share == 0.5
    assert (found.standing, found.cautions) == (
        Standing.CANNOT_BE_ASSESSED,
        (Caution.DEPENDS_ON_BASE,),
    )


def test_a_break_after_the_base_forbids_the_comparison():
    broken = [
        Figure(f.time, f.value, frozenset({Flag.BREAK})) if f.time == 2019 else f for f in STEADY
    ]

    found = assess(broken, UP)

    assert (found.standing, found.breaks) == (Standing.CANNOT_BE_ASSESSED, (2019,))
    assert found.cautions == (Caution.BREAK_BETWEEN,)
    assert assess(broken, Question(2019, Direction.UP)).standing is Standing.SIGNIFICANT_PROGRESS


def test_a_class_within_the_luck_of_the_sample_is_not_called_progress():
    def with_interval(half):
        return [Figure(f.time, f.value, low=f.value - half, high=f.value + half) for f in STEADY]

    narrow, wide = assess(with_interval(0.1), UP), assess(with_interval(20), UP)

    assert (narrow.answers[0].chance.share, narrow.standing) == (
        1.0,
        Standing.SIGNIFICANT_PROGRESS,
    )
    assert wide.answers[0].chance.share < 0.8
    assert (wide.standing, wide.cautions) == (
        Standing.CANNOT_BE_ASSESSED,
        (Caution.DEPENDS_ON_CHANCE,),
    )
    assert assess(with_interval(20), UP) == wide


def test_flags_of_what_went_in_are_told():
    marked = [*STEADY[:-1], Figure(2024, 50.7, frozenset({Flag.LOW_RELIABILITY, Flag.ESTIMATED}))]

    assert assess(marked, UP).cautions == (Caution.LOW_RELIABILITY, Caution.ESTIMATED)


def test_few_bases_prove_nothing():
    found = assess(series(44.8, 46, 48, 50), UP)

    assert (found.standing, found.cautions) == (
        Standing.CANNOT_BE_ASSESSED,
        (Caution.FEW_FIGURES,),
    )


@pytest.mark.parametrize(
    ("figures", "question", "reason"),
    [
        ([], UP, Reason.NO_FIGURES),
        (series(1), UP, Reason.ONE_FIGURE),
        (series(1, 2), Question(2014, Direction.UP), Reason.NO_FIGURE_AT_BASE),
        (series(1, 2), Question(2016, Direction.UP), Reason.BASE_IS_LAST),
        (series(1, 2), Question(2015, None), Reason.NO_DIRECTION),
    ],
)
def test_what_cannot_be_assessed_says_why(figures, question, reason):
    found = assess(figures, question)

    assert (found.standing, found.reason) == (Standing.CANNOT_BE_ASSESSED, reason)


def test_one_method_without_answer_leaves_the_others():
    found = assess(series(-4, -3, -2, -1, 0, 1, 2), Question(2015, Direction.UP, Target(2030, 20)))

    answers = {answer.method: answer.judgement for answer in found.answers}
    assert answers[Method.EUROSTAT].reason is Reason.ZERO_OR_BELOW
    assert answers[Method.DISTANCE].standing is Standing.MODERATE_PROGRESS
    assert (found.standing, found.reason) == (Standing.CANNOT_BE_ASSESSED, Reason.ZERO_OR_BELOW)


def test_with_a_target_the_method_with_target_leads():
    found = assess(STEADY, Question(2015, Direction.UP, Target(2030, 90)))

    assert (found.standing, found.answers[0].judgement.standing) == (
        Standing.INSUFFICIENT_PROGRESS,
        Standing.SIGNIFICANT_PROGRESS,
    )


def test_two_figures_of_one_time_are_refused():
    with pytest.raises(ValueError, match="same time"):
        assess([Figure(2015, 1), Figure(2015, 2)], UP)


def test_gap_is_judged_by_its_size():
    group = series(50, 49.5, 49, 48.5, 48, 47.5, 47, 46.5)
    nationals = series(60, 60, 60, 60, 60, 60, 60, 60)

    found = gap_between(group, nationals)

    assert (found.points[0], found.points[-1]) == ((2015, -10), (2022, -13.5))
    assert (found.slope, found.trend) == (0.5, GapTrend.WIDENS)
    assert gap_between(nationals, group).trend is GapTrend.WIDENS
    assert gap_between(nationals[:7], group).trend is GapTrend.UNKNOWN
    assert gap_between(group[::-1][:0], nationals).slope is None


def test_gap_without_clear_way_is_unsteady_and_one_that_closes_narrows():
    nationals = series(*[60] * 8)

    assert gap_between(series(50, 51, 50, 51, 50, 51, 50, 51), nationals).trend is GapTrend.UNSTEADY
    closing = gap_between(series(50, 51, 52, 53, 54, 55, 56, 57), nationals)
    assert (closing.slope, closing.trend) == (-1.0, GapTrend.NARROWS)


def test_mann_kendall_as_in_the_textbook():
    """Gilbert, "Statistical Methods for Environmental Pollution Monitoring" (1987): the formula."""
    assert mann_kendall([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == pytest.approx(44 / (2250 / 18) ** 0.5)
    assert mann_kendall([2, 2, 2, 2]) == 0
    assert mann_kendall([1, 2, 2, 3]) == pytest.approx(4 / ((4 * 3 * 13 - 2 * 1 * 9) / 18) ** 0.5)


def test_first_years_from_before_the_break_of_the_base_are_none():
    figures = [
        Figure(float(year), 10.0 + year - 2000, frozenset({Flag.BREAK} if year == 2010 else ()))
        for year in range(2000, 2015)
    ]

    found = assess(figures, Question(2010.0, Direction.UP))

    assert [time for time, _standing in found.answers[0].bases.standings] == [2010.0, 2011.0]
