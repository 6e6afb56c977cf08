"""One place that threads take in the order in which they asked for it."""

from __future__ import annotations

from collections import deque
from threading import Lock


class ThreadQueue:
    """A lock that is handed from thread to thread, first come first served.

    ``threading.Lock`` lets a thread that has just released it take it again past those that wait.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    @property
    def length(self) -> int:
        """The number of threads that wait."""
        return len(self._waiting)

    def acquire(self, timeout: float) -> bool:
        """Take the place; ``False`` if ``timeout`` seconds were not enough."""
        turn = self._join()
        if turn is None:
            return True
        try:
            granted = turn.acquire(timeout=timeout)
        except BaseException:  # an interrupt must not leave a turn behind that nobody will use
            if not self._withdraw(turn):
                self.release()
            raise
        # The turn may come between the end of the wait and the withdrawal; then it counts.
        return granted or not self._withdraw(turn)

    def release(self) -> None:
        """Hand the place to the thread that has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _join(self) -> Lock | None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
            return turn

    def _withdraw(self, turn: Lock) -> bool:
        with self._guard:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
