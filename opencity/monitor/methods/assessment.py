"""The whole answer to "is it getting better?": every method, and how far each can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from opencity.monitor.methods import distance, eurostat, open_sdg
from opencity.monitor.methods.figures import (
    Direction,
    Figure,
    Flag,
    NotAssessable,
    Reason,
    Target,
    at,
    in_order,
)
from opencity.monitor.methods.gap import Gap, gap_between
from opencity.monitor.methods.judgement import Judgement, Standing, no_answer
from opencity.monitor.methods.robustness import ByBase, ByChance, by_base, by_chance

AGREEMENT = 0.8
"""Share of base years, or of draws, that must give the same class before we speak of progress."""


class Method(StrEnum):
    """The methods by their names."""

    EUROSTAT = "eurostat"
    EUROSTAT_TARGET = "eurostat_target"
    OPEN_SDG = "open_sdg"
    DISTANCE = "distance_to_target"


class Caution(StrEnum):
    """Why a class must not be taken at its word."""

    DEPENDS_ON_BASE = "depends_on_base"
    DEPENDS_ON_CHANCE = "depends_on_chance"
    BREAK_BETWEEN = "break_between"
    LOW_RELIABILITY = "low_reliability"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    DEFINITION_DIFFERS = "definition_differs"
    FEW_FIGURES = "few_figures"


FORBIDDING = frozenset(
    {
        Caution.DEPENDS_ON_BASE,
        Caution.DEPENDS_ON_CHANCE,
        Caution.BREAK_BETWEEN,
        Caution.FEW_FIGURES,
    }
)
"""With one of these nothing is called progress or its opposite."""

_OF_FLAGS = {
    Flag.LOW_RELIABILITY: Caution.LOW_RELIABILITY,
    Flag.PROVISIONAL: Caution.PROVISIONAL,
    Flag.ESTIMATED: Caution.ESTIMATED,
    Flag.DEFINITION_DIFFERS: Caution.DEFINITION_DIFFERS,
}


@dataclass(frozen=True)
class Question:
    """What is asked of a series: since when, which way is better, and where to.

    ``limit`` is the value that cannot be passed in the wanted direction, such as 100 per cent.
    """

    base: float
    direction: Direction | None
    target: Target | None = None
    limit: float | None = None


@dataclass(frozen=True)
class Answer:
    """One method's judgement with what it depends on."""

    method: Method
    judgement: Judgement
    bases: ByBase | None = None
    chance: ByChance | None = None


@dataclass(frozen=True)
class Assessment:
    """What all methods say; ``standing`` is the leading method's class when it may be trusted.

    The leading method is Eurostat's, with a target where there is one.
    """

    question: Question
    standing: Standing
    answers: tuple[Answer, ...]
    cautions: tuple[Caution, ...] = ()
    reason: Reason | None = None
    base: Figure | None = None
    last: Figure | None = None
    gap: Gap | None = None
    breaks: tuple[float, ...] = field(default=())

    @property
    def leading(self) -> Answer:
        """Return the answer of the method whose class counts."""
        return self.answers[1 if self.question.target else 0]


def assess(
    figures: Sequence[Figure],
    question: Question,
    *,
    reference: Sequence[Figure] = (),
    seed: int = 1,
) -> Assessment:
    """Judge a series by every method; ``reference`` is the same indicator for nationals."""
    ordered = in_order(figures)
    gap = gap_between(ordered, reference) if reference else None
    try:
        base, last, direction = _ends(ordered, question)
    except NotAssessable as error:
        return Assessment(question, Standing.CANNOT_BE_ASSESSED, (), reason=error.reason, gap=gap)
    judges = {method: _Judge(method, direction, question) for method in Method}
    answers = tuple(_answer(judge, ordered, base, seed) for judge in judges.values())
    leading = answers[1 if question.target else 0]
    breaks = tuple(
        each.time for each in ordered if each.time > base.time and Flag.BREAK in each.flags
    )
    cautions = _cautions(ordered, base, leading, breaks)
    trusted = FORBIDDING.isdisjoint(cautions)
    return Assessment(
        question=question,
        standing=leading.judgement.standing if trusted else Standing.CANNOT_BE_ASSESSED,
        answers=answers,
        cautions=cautions,
        reason=leading.judgement.reason,
        base=base,
        last=last,
        gap=gap,
        breaks=breaks,
    )


@dataclass(frozen=True)
class _Judge:
    """A method with the question put into it."""

    method: Method
    direction: Direction
    question: Question

    def judge(self, base: Figure, last: Figure) -> Judgement:
        try:
            return self._judge(base, last)
        except NotAssessable as error:
            return no_answer(error.reason)

    def standing(self, base: Figure, last: Figure) -> Standing:
        return self.judge(base, last).standing

    def _judge(self, base: Figure, last: Figure) -> Judgement:
        target, direction = self.question.target, self.direction
        if self.method is Method.EUROSTAT:
            return eurostat.without_target(base, last, direction)
        if self.method is Method.OPEN_SDG and target is None:
            return open_sdg.without_target(base, last, direction, self.question.limit)
        if target is None:
            raise NotAssessable(Reason.NO_TARGET)
        if self.method is Method.EUROSTAT_TARGET:
            return eurostat.with_target(base, last, direction, target)
        if self.method is Method.OPEN_SDG:
            return open_sdg.with_target(base, last, direction, target)
        return distance.to_target(base, last, direction, target)


def _ends(figures: Sequence[Figure], question: Question) -> tuple[Figure, Figure, Direction]:
    if question.direction is None:
        raise NotAssessable(Reason.NO_DIRECTION)
    if not figures:
        raise NotAssessable(Reason.NO_FIGURES)
    if len(figures) == 1:
        raise NotAssessable(Reason.ONE_FIGURE)
    base, last = at(figures, question.base), figures[-1]
    if base is last:
        raise NotAssessable(Reason.BASE_IS_LAST)
    return base, last, question.direction


def _answer(judge: _Judge, figures: Sequence[Figure], base: Figure, seed: int) -> Answer:
    judgement = judge.judge(base, figures[-1])
    if judgement.standing is Standing.CANNOT_BE_ASSESSED:
        return Answer(judge.method, judgement)
    bases = by_base(_comparable(figures, base), judge.standing, judgement.standing)
    chance = by_chance(base, figures[-1], judge.standing, judgement.standing, seed)
    return Answer(judge.method, judgement, bases, chance)


def _comparable(figures: Sequence[Figure], base: Figure) -> list[Figure]:
    """Return the figures that could be a base as well: none from before the base's own break."""
    breaks = [each.time for each in figures if Flag.BREAK in each.flags and each.time <= base.time]
    return [each for each in figures if each.time >= max(breaks, default=each.time)]


def _cautions(
    figures: Sequence[Figure], base: Figure, leading: Answer, breaks: Sequence[float]
) -> tuple[Caution, ...]:
    found = set()
    if leading.bases and leading.bases.share is None:
        found.add(Caution.FEW_FIGURES)
    elif leading.bases and leading.bases.share is not None and leading.bases.share < AGREEMENT:
        found.add(Caution.DEPENDS_ON_BASE)
    chance = leading.chance.share if leading.chance else None
    if chance is not None and chance < AGREEMENT:
        found.add(Caution.DEPENDS_ON_CHANCE)
    if breaks:
        found.add(Caution.BREAK_BETWEEN)
    flags = base.flags | figures[-1].flags
    found.update(caution for flag, caution in _OF_FLAGS.items() if flag in flags)
    return tuple(caution for caution in Caution if caution in found)
