"""What can be wrong with a file, told so that its owner can put it right."""

from __future__ import annotations

from dataclasses import dataclass, field

from opencity.core.errors import DomainError

MOST_TOLD = 50


@dataclass(frozen=True)
class Spot:
    """Where in a file something stands: a line or the number of a record."""

    file: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.place}" if self.place else self.file


class ImportRefused(DomainError):
    """Files that are not taken over; the message lists what is wrong with them."""


@dataclass
class Problems:
    """Gathers complaints and gives up when there are too many to be read."""

    told: list[str] = field(default_factory=list)

    def add(self, spot: Spot, name: str, reason: str) -> None:
        """Note one thing that is wrong with a field, or with a whole record."""
        self.told.append(f"{spot}: {name}: {reason}" if name else f"{spot}: {reason}")
        if len(self.told) >= MOST_TOLD:
            self.told.append("further problems are not listed")
            self.refuse()

    def refuse(self) -> None:
        """Raise ``ImportRefused`` when anything was noted."""
        if self.told:
            raise ImportRefused("\n".join(self.told))


def refused(spot: Spot, reason: str, name: str = "") -> ImportRefused:
    """Return the refusal for a fault after which a file cannot be read on."""
    return ImportRefused(f"{spot}: {name}: {reason}" if name else f"{spot}: {reason}")
