from __future__ import annotations

import threading

import pytest

from opencity.core.sqlite.queue import ThreadQueue
from tests.core.sqlite.waiting import wait_until


def test_threads_are_served_in_the_order_in_which_they_came():
    queue, order = ThreadQueue(), []

    def take(number: int) -> None:
        assert queue.acquire(timeout=20)
        order.append(number)
        queue.release()

    assert queue.acquire(timeout=0)
    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    for waiting, thread in enumerate(threads, start=1):
        thread.start()
        wait_until(lambda waiting=waiting: queue.length == waiting)
    queue.release()
    for thread in threads:
        thread.join()

    assert order == list(range(8))


def test_a_thread_that_releases_does_not_overtake_one_that_waits():
    queue, order = ThreadQueue(), []

    def take() -> None:
        assert queue.acquire(timeout=20)
        order.append("waiting")
        queue.release()

    assert queue.acquire(timeout=0)
    thread = threading.Thread(target=take)
    thread.start()
    wait_until(lambda: queue.length == 1)
    queue.release()
    assert queue.acquire(timeout=20)
    order.append("releasing")
    thread.join()

    assert order == ["waiting", "releasing"]


def test_a_wait_that_ends_leaves_no_turn_behind():
    queue = ThreadQueue()
    assert queue.acquire(timeout=0)

    assert not queue.acquire(timeout=0.01)

    assert queue.length == 0
    queue.release()
    assert queue.acquire(timeout=0)


def test_an_interrupt_leaves_no_turn_behind(monkeypatch):
    class InterruptedLock:
        def __init__(self) -> None:
            self.taken = False

        def acquire(self, timeout: float | None = None) -> bool:
            if self.taken:
                raise KeyboardInterrupt
            self.taken = True
            return True

    queue = ThreadQueue()
    assert queue.acquire(timeout=0)
    monkeypatch.setattr("opencity.core.sqlite.queue.Lock", InterruptedLock)
    with pytest.raises(KeyboardInterrupt):
        queue.acquire(timeout=20)

    assert queue.length == 0
