"""How a reader's language writes numbers and in which direction it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format

from opencity.core.texts import languages

_ISOLATE = "\u2067{}\u2069"
"""Right-to-left isolate (UAX #9): a drawing runs left to right, what is written in it need not."""


@dataclass(frozen=True)
class Reader:
    """The signs in numbers, and whether texts run from the right."""

    language: str
    decimal: str
    thousands: str
    rtl: bool = False

    def number(self, value: float, places: int) -> str:
        """Return a number in Latin digits with the signs of the language."""
        plain = f"{value:,.{places}f}".translate({ord(","): "\0", ord("."): self.decimal})
        minus = plain.replace("-", "\u2212") if float(f"{value:.{places}f}") else plain.lstrip("-")
        return minus.replace("\0", self.thousands)

    def text(self, words: str) -> str:
        """Return words such that they keep their own direction inside a drawing."""
        return _ISOLATE.format(words) if self.rtl and words else words

    def locale(self) -> dict[str, Any]:
        """Return the same signs for Vega."""
        signs = {"decimal": self.decimal, "thousands": self.thousands}
        return {"number": {**signs, "grouping": [3], "currency": ["", ""]}}


def reader_of(language: str) -> Reader:
    """Return how a language writes numbers: with the same signs as the tables of the pages."""
    return Reader(
        language=language,
        decimal=get_format("DECIMAL_SEPARATOR", language, use_l10n=True),
        thousands=get_format("THOUSAND_SEPARATOR", language, use_l10n=True),
        rtl=languages.direction(language) == "rtl",
    )
