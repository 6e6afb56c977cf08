"""What is wrong with a file: where, and what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

LIMIT = 20
"""So many mistakes are named; then reading stops."""

SAME = 3
"""So often the same mistake in the same column is named."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One fault of a file. ``line`` counts from 1 and is 0 for a fault of the whole file."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = ", ".join(str(part) for part in (self.line, self.column) if part)
        return f"{place}: {self.reason}" if place else self.reason


class BadFile(Exception):
    """A file that is refused as a whole; ``mistakes`` names the first of its faults.

    ``more`` tells that there may be others: reading stopped, or the same fault came too often.
    """

    def __init__(self, mistakes: tuple[Mistake, ...], *, more: bool = False) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
        self.more = more


class Unreadable(Exception):
    """A cell, row or header that cannot be read; ``reason`` says why, in the reader's language."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


class Mistakes:
    """Collects the mistakes of one file; whoever uses its rows adds to the same list."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []
        self._times: Counter[tuple[str, str]] = Counter()
        self._more = False

    def add(self, line: int, column: str, reason: str) -> None:
        """Note a mistake, the same one a few times only; raise ``BadFile`` at the limit."""
        self._times[column, reason] += 1
        if self._times[column, reason] > SAME:
            self._more = True
            return
        self._found.append(Mistake(line, column, reason))
        if len(self._found) >= LIMIT:
            raise BadFile(tuple(self._found), more=True)

    def stop(self, line: int, column: str, reason: str) -> BadFile:
        """Return the exception of a mistake behind which nothing can be read."""
        return BadFile((*self._found, Mistake(line, column, reason)), more=True)

    def check(self) -> None:
        """Raise ``BadFile`` when anything was found."""
        if self._found:
            raise BadFile(tuple(self._found), more=self._more)
