"""Background work of the translation app."""

from __future__ import annotations

from datetime import time, timedelta

from opencity.core.jobs.registry import retrying_task, schedule
from opencity.translation import actions


@schedule("list-texts", every=timedelta(minutes=1))
def list_texts() -> None:
    """Bring the desk's list up to date."""
    actions.catch_up_all()


@schedule("list-texts-anew", daily_at=time(3, 45))
def list_texts_anew() -> None:
    """Make the desk's list anew, whatever changed texts without telling."""
    actions.list_everything()


# One attempt more than an order allows: the order ends first, with the provider's words.
@retrying_task(attempts=actions.machine.ATTEMPTS + 1, first_delay=timedelta(seconds=30))
def work_on_order(order_id: int) -> None:
    """Have a machine translate what an order asks for."""
    actions.machine.work_on(order_id=order_id)


@retrying_task()
def settle_dispatch(dispatch_id: int) -> None:
    """Save the translations that a provider sent."""
    actions.machine.settle(dispatch_id=dispatch_id)


@schedule("late-translations", every=timedelta(minutes=30))
def give_up_late_translations() -> None:
    """Settle what a provider did not answer in a day."""
    actions.machine.give_up_waiting()
