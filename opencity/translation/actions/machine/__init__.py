"""Has a machine fill what is missing or outdated."""

from opencity.translation.actions.machine.answers import (
    PATIENCE,
    give_up_waiting,
    receive_answer,
    receive_error,
    settle,
)
from opencity.translation.actions.machine.orders import order_translation
from opencity.translation.actions.machine.work import ATTEMPTS, work_on

__all__ = [
    "ATTEMPTS",
    "PATIENCE",
    "give_up_waiting",
    "order_translation",
    "receive_answer",
    "receive_error",
    "settle",
    "work_on",
]
