"""Counters of changes in memory that all processes of one machine share."""

from __future__ import annotations

import fcntl
import mmap
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

SLOTS = 8192
WIDTH = 8
WHOLE = 0
"""The slot that every page depends on; no key hashes to it."""

EVERYTHING = "*"
"""The key of everything: touching it makes all pages stale."""

Marks = tuple[tuple[int, int], ...]
"""Pairs of a slot and what it counted before the page was rendered."""


def slot_of(key: str) -> int:
    """Return the slot of a surrogate key, the same one in every process and release."""
    return WHOLE if key == EVERYTHING else crc32(key.encode()) % (SLOTS - 1) + 1


class Counters:
    """An array of 64-bit counters in a file mapped by every process; two keys may share a slot.

    A shared slot costs a needless rendering and never hides a change.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        with self._alone() as descriptor:
            if os.fstat(descriptor).st_size != SLOTS * WIDTH:
                os.ftruncate(descriptor, SLOTS * WIDTH)
            self._map = mmap.mmap(descriptor, SLOTS * WIDTH)
        self._counts = memoryview(self._map).cast("Q")

    @contextmanager
    def _alone(self) -> Iterator[int]:
        # Opened anew each time: a lock on a descriptor inherited by a fork keeps nobody out.
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield descriptor
        finally:
            # Closing is not enough: the map and any fork keep duplicates open, which hold the lock.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)

    def bump(self, *keys: str) -> None:
        """Count one change of each key; no increment of another process or thread is lost."""
        slots = {slot_of(key) for key in keys}
        with self._alone():
            for slot in slots:
                self._counts[slot] += 1

    def snapshot(self) -> Sequence[int]:
        """Return a copy of all counts, to be taken before a page reads its data."""
        return memoryview(bytes(self._map)).cast("Q")

    def fresh(self, marks: Marks) -> bool:
        """Tell whether nothing was touched since the marks were taken."""
        counts = self._counts
        for slot, count in marks:  # noqa: SIM110  # all() costs twice as much on every hit
            if counts[slot] != count:
                return False
        return True


def marks_of(keys: Iterable[str], snapshot: Sequence[int]) -> Marks:
    """Return what a page with these keys must find unchanged to be served."""
    slots = {WHOLE, *map(slot_of, keys)}
    return tuple((slot, snapshot[slot]) for slot in sorted(slots))
