"""Counts how many queries of the test set find what they should, by kind and by language.

``python -m tests.search.quality`` prints the tables of ``docs/features/search.md``.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from opencity.search.finding import carry, find
from tests.search.catalogue import Asked, Catalogue, queries, services

FOLDS = 4


@dataclass(frozen=True)
class Answer:
    """What one query found: the right document's place, and whether the search was sure."""

    asked: Asked
    best: tuple[str, ...]
    confident: bool
    seconds: float

    def is_among(self, first: int) -> bool:
        """Tell whether one of the wanted documents is among the first."""
        return not self.asked.wanted.isdisjoint(self.best[:first])


@cache
def catalogue(fold: int | None = None) -> Catalogue:
    """Return the whole catalogue, or one in which every fourth service is not translated."""
    return Catalogue() if fold is None else Catalogue(set(services()[fold::FOLDS]))


def answer(asked: Asked) -> Answer:
    """Ask one query; where a service shall be untranslated, those that are wanted are."""
    of_fold = asked.kind == "untranslated"
    folds = sorted({services().index(code) % FOLDS for code in asked.wanted}) if of_fold else []
    chosen = catalogue(folds[0] if folds else None)
    began = time.process_time()
    found = find(chosen.snapshot, asked.text, asked.language)
    found = carry(chosen.snapshot, found, chosen.read_words)
    seconds = time.process_time() - began
    return Answer(asked, tuple(chosen.codes(found.best()[:10])), found.confident, seconds)


@cache
def answers(half: str) -> tuple[Answer, ...]:
    """Return the answers to one half of the test set."""
    return tuple(answer(asked) for asked in queries(half))


def share(found: Iterable[Answer], first: int) -> float:
    """Return the share of queries, nonsense left out, with the right document among the first."""
    hits = [each.is_among(first) for each in found if each.asked.wanted]
    return sum(hits) / len(hits)


def table(name: Callable[[Answer], str]) -> Iterator[str]:
    """Yield lines of a name, then for each half: queries, first, among three, sure."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    for half, offset in (("tuned", 0), ("held", 4)):
        for each in answers(half):
            hits = (True, each.is_among(1), each.is_among(3), each.confident)
            for row in (name(each), *(["all"] if each.asked.wanted else [])):
                for place, hit in enumerate(hits):
                    rows[row][offset + place] += hit
    for row in sorted(rows, key=lambda row: (row == "all", row == "nonsense")):
        yield f"| {row} | " + " | ".join(map(str, rows[row])) + " |"


def main() -> None:
    """Print the tables, and with ``misses`` what the half that is tuned on did not find."""
    django.setup()
    every = [*answers("tuned"), *answers("held")]
    lines = [*table(lambda each: each.asked.kind)]
    lines += ["", *table(lambda each: each.asked.language if each.asked.wanted else "nonsense")]
    milliseconds = sorted(1000 * each.seconds for each in every)
    lines.append(f"\nmedian {milliseconds[len(every) // 2]:.1f} ms")
    if "misses" in sys.argv:
        for each in answers("tuned"):
            wanted = each.asked.wanted
            if not each.is_among(3) if wanted else each.confident:
                lines.append(f"{each.asked} {each.best[:5]} {each.confident}")
    print("\n".join(lines))  # noqa: T201  # a report for the terminal


if __name__ == "__main__":
    main()
