"""Prints how many queries of the test set find what they should, by kind."""

from __future__ import annotations

from collections import defaultdict

from opencity.search.finding import find
from tests.search.catalogue import Catalogue, queries


def table() -> list[str]:
    """Return lines of kind, queries, right document first, among three, confident."""
    catalogue = Catalogue()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for asked in queries():
        found = find(catalogue.snapshot, asked.text, asked.language)
        best = catalogue.codes(found.best()[:3])
        hits = (True, bool(asked.wanted & set(best[:1])), bool(asked.wanted & set(best)))
        counts[asked.kind] = [
            a + b for a, b in zip(counts[asked.kind], (*hits, found.confident), strict=True)
        ]
    return [f"| {kind} | " + " | ".join(map(str, row)) + " |" for kind, row in counts.items()]


if __name__ == "__main__":
    print("\n".join(table()))  # noqa: T201  # a report for the terminal
