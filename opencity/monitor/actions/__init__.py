"""All writes of the monitor."""

from opencity.monitor.actions.deciding import decide_entry, enter_figure
from opencity.monitor.actions.defining import define
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.indexing import (
    discard_run,
    publish_run,
    run_index,
    withdraw_run,
)
from opencity.monitor.actions.recording import Change, Recorded, record, withdraw
from opencity.monitor.actions.releasing import announce, postpone

__all__ = [
    "Change",
    "NewFigure",
    "Recorded",
    "announce",
    "decide_entry",
    "define",
    "discard_run",
    "enter_figure",
    "postpone",
    "publish_run",
    "record",
    "run_index",
    "withdraw",
    "withdraw_run",
]
