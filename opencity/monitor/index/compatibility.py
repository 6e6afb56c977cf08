"""Refuses choices that contradict each other, the framework or the data, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from opencity.monitor.index.choices import (
    Aggregation,
    Comparison,
    Filling,
    LeaveOut,
    Mean,
    Normalisation,
    Recipe,
    Scale,
    Source,
    Vote,
)
from opencity.monitor.index.data import Data
from opencity.monitor.index.framework import Framework
from opencity.monitor.index.mistakes import ChoicesRefused

FEWEST_UNITS = 2
FEWEST_FOR_COPELAND = 3
_OF_POSITIVE = (Mean.GEOMETRIC, Mean.HARMONIC)


def refuse_unfit(recipe: Recipe, framework: Framework, data: Data) -> None:
    """Raise ``ChoicesRefused`` with every reason why these do not go together."""
    reasons = [
        *_steps(recipe, framework, data),
        *_scales(recipe, framework),
        *_means(recipe, framework, data),
        *_weights(recipe, framework, data),
        *_periods(recipe),
        *_alternatives(recipe, framework),
    ]
    if reasons:
        raise ChoicesRefused(list(dict.fromkeys(reasons)))


def _steps(recipe: Recipe, framework: Framework, data: Data) -> Iterator[str]:
    if len(data.units) < FEWEST_UNITS:
        yield f"a ranking needs at least {FEWEST_UNITS} units, the data has {len(data.units)}"
    if recipe.denominate and not any(node.denominator for node in framework.indicators):
        yield "denominate: the framework names no denominator"
    for imputation in recipe.imputations:
        if imputation.method == Filling.GROUP_MEAN:
            yield from _groups(imputation.group or "", data)


def _groups(group: str, data: Data) -> Iterator[str]:
    if group not in data.groups:
        yield f"impute: {group} is not a group of the framework"
        return
    without = [
        unit.label for unit, name in zip(data.units, data.groups[group], strict=True) if not name
    ]
    if without:
        yield f"impute: {', '.join(without)} have no {group}"


def _scales(recipe: Recipe, framework: Framework) -> Iterator[str]:
    methods = {rule.method for rule in recipe.normalisations}
    without_posts = [node.code for node in framework.indicators if node.goalposts is None]
    if Scale.GOALPOSTS in methods and without_posts:
        yield f"normalise: no goalposts in the framework for {', '.join(without_posts)}"
    without_target = [node.code for node in framework.indicators if node.target is None]
    if Scale.TARGET in methods and without_target:
        yield f"normalise: no target in the framework for {', '.join(without_target)}"


def _means(recipe: Recipe, framework: Framework, data: Data) -> Iterator[str]:
    steps = framework.top.level - 1
    for aggregation in recipe.aggregations:
        if len(aggregation.means) not in (1, steps):
            yield (
                f"aggregate: {len(aggregation.means)} means for {steps} steps of the framework; "
                f"give one for all, or {steps}"
            )
        for normalisation in recipe.normalisations:
            yield from _needs_positive(aggregation, normalisation)
        if Mean.COPELAND in aggregation.means and len(data.units) < FEWEST_FOR_COPELAND:
            yield f"aggregate: copeland compares pairs, at least {FEWEST_FOR_COPELAND} units"


def _needs_positive(aggregation: Aggregation, normalisation: Normalisation) -> Iterator[str]:
    for mean in _OF_POSITIVE:
        if mean not in aggregation.means:
            continue
        if normalisation.method == Scale.Z_SCORE:
            yield f"aggregate: a {mean} mean needs figures above 0, a z-score has others"
        elif normalisation.lower <= 0:
            yield (
                f"aggregate: a {mean} mean needs figures above 0; let the range of "
                f"{normalisation.method} begin above 0, such as [1, 100]"
            )


def _weights(recipe: Recipe, framework: Framework, data: Data) -> Iterator[str]:
    for weighting in recipe.weightings:
        for vote in weighting.votes:
            yield from _voted(vote, framework)
        if weighting.source == Source.BUDGET and not weighting.votes:
            yield "weight: a budget allocation needs votes"
        if weighting.source == Source.PCA:
            yield from _too_few_for_components(framework, data)


def _voted(vote: Vote, framework: Framework) -> Iterator[str]:
    if vote.aggregate not in framework.children:
        yield f"weight: {vote.aggregate} is not an aggregate of the framework"
        return
    below = [node.code for node in framework.children[vote.aggregate]]
    if any({code for code, _ in ballot.points} != set(below) for ballot in vote.ballots):
        yield f"weight: a ballot on {vote.aggregate} gives points to all of {', '.join(below)}"


def _too_few_for_components(framework: Framework, data: Data) -> Iterator[str]:
    for code, below in framework.children.items():
        if below[0].level == 1 and len(data.units) < len(below):
            yield f"weight: pca in {code} has {len(below)} indicators but {len(data.units)} units"


def _periods(recipe: Recipe) -> Iterator[str]:
    if recipe.comparison != Comparison.PERIODS:
        return
    why = "compare: periods: a new period would change what was said about earlier ones; "
    if any(rule.method != Scale.GOALPOSTS for rule in recipe.normalisations):
        yield f"{why}normalise by goalposts, which are fixed"
    if any(rule is not None for rule in recipe.treatments):
        yield f"{why}leave out treat"
    if any(rule.method != Filling.NONE for rule in recipe.imputations):
        yield f"{why}impute none"
    if any(Mean.COPELAND in rule.means for rule in recipe.aggregations):
        yield f"{why}aggregate by a mean instead of copeland"
    if any(rule.source == Source.PCA for rule in recipe.weightings):
        yield f"{why}weight by something other than pca"


def _alternatives(recipe: Recipe, framework: Framework) -> Iterator[str]:
    for name, choices in _lists(recipe).items():
        if len(set(choices)) < len(choices):
            yield f"alternatives: {name}: names the recipe's own choice, or one thing twice"
    too_high = [level for level in recipe.alternatives.noise.levels if level >= framework.top.level]
    if too_high:
        yield f"alternatives: weight_noise: there are no weights on level {too_high[0]}"
    if recipe.alternatives.leave_out == LeaveOut.PILLARS and _count(framework, 2) < 2:
        yield "alternatives: leave_out: leaving out pillars needs two of them"
    if recipe.alternatives.leave_out == LeaveOut.INDICATORS and _count(framework, 1) < 2:
        yield "alternatives: leave_out: leaving out indicators needs two of them"


def _lists(recipe: Recipe) -> dict[str, tuple[object, ...]]:
    return {
        "impute": recipe.imputations,
        "treat": recipe.treatments,
        "normalise": recipe.normalisations,
        "weight": recipe.weightings,
        "aggregate": recipe.aggregations,
    }


def _count(framework: Framework, level: int) -> int:
    return sum(node.level == level for node in framework.nodes)
