"""Where inputs come from: files on disk, or what somebody handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Readable(Protocol):
    """What the readers need of a file; ``pathlib.Path`` has it."""

    @property
    def name(self) -> str:
        """Return the name that mistakes carry."""

    def read_bytes(self) -> bytes:
        """Return the content."""


@dataclass(frozen=True)
class Given:
    """A file that lies in memory."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        """Return the content."""
        return self.content
