"""Puts work off to the end of a batch of writes, still inside its transaction.

Loading a city's content saves hundreds of rows; what follows from each of them is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

Work = Callable[[set[str]], object]
_pending: ContextVar[dict[Work, set[str]] | None] = ContextVar("pending", default=None)


@contextmanager
def batch() -> Iterator[None]:
    """Collect put-off work while one transaction runs, and do it before the transaction ends."""
    if _pending.get() is not None:
        yield
        return
    with transaction.atomic():
        pending: dict[Work, set[str]] = {}
        token = _pending.set(pending)
        try:
            yield
        finally:
            _pending.reset(token)
        for work, keys in pending.items():
            work(keys)


def put_off(work: Work, keys: set[str]) -> None:
    """Do some work for these keys at the end of the running batch, or now if there is none."""
    pending = _pending.get()
    if pending is None:
        work(keys)
    else:
        pending.setdefault(work, set()).update(keys)
