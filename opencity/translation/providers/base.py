"""The one interface of all providers.

Texts are handed over as fragments of HTML: formatting comes back where it belongs, and words that
must stay are in ``<span translate="no">``, which every provider here can leave alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class Provider(ABC):
    """A machine that translates; ``AtOnce`` and ``Later`` say how its answers come."""

    name: str
    label: str
    most_texts: int
    """Texts that go into one request."""
    most_letters: int
    """Letters that go into one request."""
    keeps_words: bool
    """Whether protected words come back as they are; otherwise numbers stand in for them."""


class AtOnce(Provider):
    """Answers a request with its translations."""

    @abstractmethod
    def translate(self, source_language: str, language: str, texts: Sequence[str]) -> list[str]:
        """Return the translations in order; raises ``Busy`` or ``Refused``."""


@dataclass(frozen=True)
class Addresses:
    """Where a provider sends what it made, and what went wrong."""

    answer: str
    error: str


class Later(Provider):
    """Takes a request and sends the translations to an address of ours, minutes or hours later."""

    @abstractmethod
    def send(
        self, source_language: str, language: str, texts: Sequence[str], addresses: Addresses
    ) -> str:
        """Return the provider's number of the request; raises ``Busy`` or ``Refused``."""

    @abstractmethod
    def read_answer(self, body: bytes, number: int) -> list[str]:
        """Return the translations in what the provider sent; raises ``Refused``."""

    @abstractmethod
    def read_error(self, given: Mapping[str, str]) -> str:
        """Return in words what the provider says went wrong."""
