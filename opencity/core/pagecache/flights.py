"""Single flight: of all that want the same thing at once, one makes it and the others wait."""

from __future__ import annotations

import threading
from collections.abc import Hashable


class Flights:
    """What is being rendered just now, by key."""

    def __init__(self) -> None:
        self._flying: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()

    def join(self, key: Hashable) -> threading.Event | None:
        """Return the event to wait for, or ``None``: the caller leads and must call ``land``."""
        with self._lock:
            landed = self._flying.get(key)
            if landed is None:
                self._flying[key] = threading.Event()
            return landed

    def land(self, key: Hashable) -> None:
        """Wake all that wait for a key, however its rendering ended."""
        with self._lock:
            self._flying.pop(key).set()
