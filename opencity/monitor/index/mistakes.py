"""Mistakes in what people hand in, collected so that one reading tells many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_TOLD = 20


@dataclass(frozen=True)
class Mistake:
    """One thing to put right: where it stands and what is wrong with it."""

    file: str
    line: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}" if not self.column else self._in_column(place)

    def _in_column(self, place: str) -> str:
        return f"{place}: {self.column}: {self.reason}"


class InputRefused(ValueError):
    """A file cannot be used; carries the first mistakes and how many more there are."""

    def __init__(self, mistakes: Sequence[Mistake], untold: int = 0) -> None:
        self.mistakes = tuple(mistakes)
        self.untold = untold
        more = [f"and {untold} more"] if untold else []
        super().__init__("\n".join([*map(str, mistakes), *more]))


class ChoicesRefused(ValueError):
    """The recipe's choices do not fit each other, the framework or the data."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


class Mistakes:
    """Collects the mistakes of one file, tells the first ones and counts the rest."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._told: list[Mistake] = []
        self._untold = 0

    def add(self, line: int | None, column: str | None, reason: str) -> None:
        """Note a mistake and go on reading."""
        if len(self._told) < MOST_TOLD:
            self._told.append(Mistake(self.file, line, column, reason))
        else:
            self._untold += 1

    def refuse_if_any(self) -> None:
        """Raise ``InputRefused`` when something was noted."""
        if self._told:
            raise InputRefused(self._told, self._untold)
