"""The choices that make an index, as data: what a recipe says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """What is ranked: units beside each other, or the periods of one of them."""

    UNITS = "units"
    PERIODS = "periods"


class Filling(StrEnum):
    """Where a missing figure comes from."""

    GROUP_MEAN = "group mean"
    MEAN = "mean"
    MEDIAN = "median"
    NONE = "none"


class Scale(StrEnum):
    """How indicators come onto one scale."""

    MIN_MAX = "min-max"
    Z_SCORE = "z-score"
    PERCENTILE_RANK = "percentile rank"
    GOALPOSTS = "goalposts"
    TARGET = "distance to target"


class Source(StrEnum):
    """Where weights come from."""

    FRAMEWORK = "framework"
    EQUAL = "equal"
    PCA = "pca"
    BUDGET = "budget allocation"


class Mean(StrEnum):
    """How what stands below becomes one figure."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    COPELAND = "copeland"


class LeaveOut(StrEnum):
    """What is left out by turns to see how much hangs on it."""

    NOTHING = "nothing"
    INDICATORS = "indicators"
    PILLARS = "pillars"


@dataclass(frozen=True)
class Screening:
    """Units with less than this share of their figures (0 to 1) are dropped."""

    share: float
    before_imputation: bool = True


@dataclass(frozen=True)
class Imputation:
    """How missing figures are filled; ``group`` names the column for the group mean."""

    method: Filling = Filling.NONE
    group: str | None = None

    def __str__(self) -> str:
        return f"{self.method} by {self.group}" if self.group else str(self.method)


@dataclass(frozen=True)
class Treatment:
    """When an indicator has outliers, and how many points may be winsorised before a logarithm."""

    skewness: float = 2.0
    kurtosis: float = 3.5
    points: int = 5

    def __str__(self) -> str:
        return (
            f"up to {self.points} points (skewness {self.skewness:g}, kurtosis {self.kurtosis:g})"
        )


@dataclass(frozen=True)
class Normalisation:
    """The common scale and its ends; a z-score has none."""

    method: Scale
    lower: float = 0.0
    upper: float = 100.0

    def __str__(self) -> str:
        if self.method == Scale.Z_SCORE:
            return str(self.method)
        return f"{self.method} {self.lower:g} to {self.upper:g}"


@dataclass(frozen=True)
class Ballot:
    """How one member of a committee spreads 100 points over what stands below an aggregate."""

    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Vote:
    """The ballots cast on one aggregate."""

    aggregate: str
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True)
class Weighting:
    """The source of weights, with the votes of a budget allocation."""

    source: Source = Source.FRAMEWORK
    votes: tuple[Vote, ...] = ()

    def __str__(self) -> str:
        return str(self.source)


@dataclass(frozen=True)
class Aggregation:
    """The mean used from each level to the next: one for all levels, or one for each."""

    means: tuple[Mean, ...]

    def at(self, level: int) -> Mean:
        """Return how nodes of this level are brought together."""
        return self.means[min(level, len(self.means)) - 1]

    def __str__(self) -> str:
        return ", ".join(self.means)


@dataclass(frozen=True)
class Noise:
    """Weights of these levels vary evenly by up to this share of themselves, each on its own."""

    share: float = 0.0
    levels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Alternatives:
    """What could have been chosen as well, beside the choice itself."""

    imputation: tuple[Imputation, ...] = ()
    treatment: tuple[Treatment | None, ...] = ()
    normalisation: tuple[Normalisation, ...] = ()
    weighting: tuple[Weighting, ...] = ()
    aggregation: tuple[Aggregation, ...] = ()
    noise: Noise = Noise()
    leave_out: LeaveOut = LeaveOut.NOTHING


@dataclass(frozen=True)
class Recipe:
    """Everything that turns figures into an index, in the order in which it is done."""

    title: str
    source: str
    comparison: Comparison
    denominate: bool
    screening: Screening | None
    imputation: Imputation
    treatment: Treatment | None
    normalisation: Normalisation
    weighting: Weighting
    aggregation: Aggregation
    alternatives: Alternatives

    @property
    def imputations(self) -> tuple[Imputation, ...]:
        """Return the choice and its alternatives."""
        return self.imputation, *self.alternatives.imputation

    @property
    def treatments(self) -> tuple[Treatment | None, ...]:
        """Return the choice and its alternatives; None leaves outliers as they are."""
        return self.treatment, *self.alternatives.treatment

    @property
    def normalisations(self) -> tuple[Normalisation, ...]:
        """Return the choice and its alternatives."""
        return self.normalisation, *self.alternatives.normalisation

    @property
    def weightings(self) -> tuple[Weighting, ...]:
        """Return the choice and its alternatives."""
        return self.weighting, *self.alternatives.weighting

    @property
    def aggregations(self) -> tuple[Aggregation, ...]:
        """Return the choice and its alternatives."""
        return self.aggregation, *self.alternatives.aggregation
