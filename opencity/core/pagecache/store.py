"""The pages that are kept: least recently used out first, stale ones never handed out."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar

from opencity.core.pagecache.counters import Counters, Marks


class Kept(Protocol):
    """What a store must know of a page."""

    size: int
    marks: Marks
    expires: float


Item = TypeVar("Item", bound=Kept)


class Store(Generic[Item]):
    """A dictionary of pages with a cap on their bytes; reads take no lock."""

    def __init__(
        self,
        counters: Counters,
        capacity: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._counters = counters
        self._capacity = capacity
        self._clock = clock
        self._pages: OrderedDict[Hashable, Item] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Item | None:
        """Return the page of a key if it is still true, else nothing."""
        page = self._pages.get(key)
        if page is None:
            return None
        if not self._true(page):
            self._drop(key, page)
            return None
        try:  # noqa: SIM105  # suppress() costs three times as much on every hit
            self._pages.move_to_end(key)
        except KeyError:  # evicted by another thread since it was read; it is true all the same
            pass
        return page

    def put(self, key: Hashable, page: Item) -> bool:
        """Keep a page; refuse one that was overtaken while it was rendered, or is too large."""
        if page.size > self._capacity // 8 or not self._true(page):
            return False
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self._capacity:
                self._forget(next(iter(self._pages)))
        return True

    def _true(self, page: Item) -> bool:
        if page.expires != math.inf and page.expires <= self._clock():
            return False
        return self._counters.fresh(page.marks)

    def _drop(self, key: Hashable, page: Item) -> None:
        with self._lock:
            if self._pages.get(key) is page:
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        gone = self._pages.pop(key, None)
        if gone is not None:
            self.size -= gone.size
