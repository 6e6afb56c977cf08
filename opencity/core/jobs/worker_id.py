"""Names workers so that a dead one can be told from a living one on the same machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def new_worker_id() -> str:
    """Return ``machine/process/start``, at most 64 characters long."""
    return f"{_machine()}/{os.getpid()}/{_start_of(os.getpid())}"


def is_elsewhere(worker_id: str) -> bool:
    """Return whether a worker ran on another machine."""
    return worker_id.partition("/")[0] != _machine()


def is_gone(worker_id: str) -> bool:
    """Return whether a worker of this machine runs no more."""
    _, process, start = worker_id.split("/") if worker_id.count("/") == 2 else ("", "", "")
    return not process.isdigit() or _start_of(int(process)) != start


def _start_of(process: int) -> str:
    """Return when a process started, so that a reused number is not taken for it; "" if none.

    The 22nd field of ``/proc/<pid>/stat`` (proc(5)); the name in the second may hold spaces.
    """
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except (ProcessLookupError, OverflowError):
        return ""
    except OSError:
        return "unknown"


def _machine() -> str:
    return socket.gethostname().replace("/", "-")[:32]
