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
from opencity.monitor.actions.taking_back import TakenBack, take_back

__all__ = [
    "Change",
    "NewFigure",
    "Recorded",
    "TakenBack",
    "announce",
    "decide_entry",
    "define",
    "discard_run",
    "enter_figure",
    "postpone",
    "publish_run",
    "record",
    "run_index",
    "take_back",
    "withdraw",
    "withdraw_run",
]
