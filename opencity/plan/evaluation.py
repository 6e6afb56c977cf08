"""The evaluation report: what is known of each goal, and what is not.

It counts and quotes, and makes no score of its own: what an indicator says is said by the monitor's
methods, what became of a measure by its owner and by whoever evaluated it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from opencity.monitor import wording
from opencity.monitor.judged import Way, judged, next_release_of
from opencity.plan import queries
from opencity.plan.enums import OwnWord, Rating
from opencity.plan.measured import Facts, Measured, facts, shown
from opencity.plan.models import Goal, Measure, PlanIndicator, PlanVersion
from opencity.plan.names import Names, names


@dataclass(frozen=True)
class MeasureStanding:
    """A measure, what its owner reports, what somebody independent found, what measures it."""

    measure: Measure
    rating: Rating
    found_on: datetime.date | None
    own_word: OwnWord | None
    said_until: datetime.date | None
    measured: list[Measured]

    @property
    def is_evaluated(self) -> bool:
        """Tell whether somebody independent looked at it."""
        return self.found_on is not None

    @property
    def is_reported(self) -> bool:
        """Tell whether its owner has reported."""
        return self.own_word is not None


@dataclass(frozen=True)
class GoalStanding:
    """A goal with its indicators and measures."""

    goal: Goal
    measured: list[Measured]
    measures: list[MeasureStanding]

    @property
    def has_figure(self) -> bool:
        """Tell whether any of its indicators has a figure."""
        return any(each.judged.answer for each in self.measured)

    @property
    def without_figure(self) -> list[Measured]:
        """Return the indicators that nobody has a figure for."""
        return [each for each in self.measured if not each.judged.answer]

    @property
    def not_evaluated(self) -> int:
        """Return how many of its measures nobody independent has evaluated."""
        return sum(not each.is_evaluated for each in self.measures)

    @property
    def not_reported(self) -> int:
        """Return how many of its measures no owner has reported on."""
        return sum(not each.is_reported for each in self.measures)


@dataclass(frozen=True)
class AskedStanding:
    """An indicator that the plan names, what answers it, and the measures that should move it."""

    indicator: PlanIndicator
    measured: list[Measured]
    measures: list[Measure]


@dataclass(frozen=True)
class Summary:
    """What the report holds, counted; an indicator counts once however often it is linked."""

    goals: int
    goals_with_figure: int
    indicators: int
    indicators_with_figure: int
    ways: dict[Way, int]
    reasons: dict[str, int]
    measures: int
    measures_reported: int
    measures_evaluated: int

    @property
    def assessed(self) -> int:
        """Return for how many indicators the methods have an answer."""
        return self.indicators - self.ways[Way.UNKNOWN]


@dataclass(frozen=True)
class Report:
    """The evaluation of a version of the plan."""

    version: PlanVersion
    goals: list[GoalStanding]
    asked: list[AskedStanding]
    measures: list[MeasureStanding]
    summary: Summary
    next_release: datetime.datetime | None

    @property
    def without_indicator(self) -> list[MeasureStanding]:
        """Return the measures in whose field nothing is measured."""
        return [each for each in self.measures if not each.measured]

    @property
    def without_goal(self) -> list[MeasureStanding]:
        """Return the measures that stand under no goal, so that the report leaves none out."""
        listed = {each.measure.pk for goal in self.goals for each in goal.measures}
        return [each for each in self.measures if each.measure.pk not in listed]

    def rows(self) -> list[models.Model]:
        """Return the records whose texts the report shows."""
        found = [each.judged.indicator for each in measured_of(self)]
        mine = [each.goal for each in self.goals], [each.measure for each in self.measures]
        return [
            self.version.plan,
            *mine[0],
            *mine[1],
            *(row.indicator for row in self.asked),
            *found,
        ]


def report_of(version: PlanVersion) -> Report:
    """Evaluate a version by what is public; six queries, whatever the number of rows."""
    goals, known, found = queries.goals(version), names(version), facts(version)
    indicators = judged(found.indicators())
    measures = [
        _measure(row, found, shown(found.of_measure.get(row.pk, []), indicators))
        for row in known.of(Measure)
    ]
    standings = [
        GoalStanding(
            goal,
            shown(found.of_goal.get(goal.pk, []), indicators),
            [each for each in measures if goal.pk in found.goals.get(each.measure.pk, set())],
        )
        for goal in goals
    ]
    asked = [
        AskedStanding(
            row,
            shown(found.of_asked.get(row.code, []), indicators),
            _moved(row, known, found),
        )
        for row in known.of(PlanIndicator)
    ]
    summary = _summary(standings, measures, _once(standings, measures, asked))
    return Report(version, standings, asked, measures, summary, next_release_of(indicators))


def measured_of(report: Report) -> list[Measured]:
    """Return every linked indicator of a report once."""
    return _once(report.goals, report.measures, report.asked)


def _measure(row: Measure, found: Facts, measured: list[Measured]) -> MeasureStanding:
    rating, found_on = found.found.get(row.pk, (Rating.NO_EVIDENCE, None))
    own_word, said_until = found.said.get(row.pk, (None, None))
    return MeasureStanding(row, rating, found_on, own_word, said_until, measured)


def _moved(row: PlanIndicator, known: Names, found: Facts) -> list[Measure]:
    return known.of(Measure, found.moves.get(row.pk, set()))


def _once(*groups: Iterable[Any]) -> list[Measured]:
    every = [each for group in groups for row in group for each in row.measured]
    return list({each.judged.indicator.pk: each for each in reversed(every)}.values())


def _summary(
    goals: Sequence[GoalStanding],
    measures: Sequence[MeasureStanding],
    measured: Sequence[Measured],
) -> Summary:
    ways = Counter(each.judged.way for each in measured)
    reasons = Counter(reason for each in measured for reason in each.judged.reasons)
    return Summary(
        goals=len(goals),
        goals_with_figure=sum(each.has_figure for each in goals),
        indicators=len(measured),
        indicators_with_figure=sum(each.judged.answer is not None for each in measured),
        ways={way: ways[way] for way in Way},
        reasons={code: reasons[code] for code in wording.OBSTACLES if reasons[code]},
        measures=len(measures),
        measures_reported=sum(each.is_reported for each in measures),
        measures_evaluated=sum(each.is_evaluated for each in measures),
    )
