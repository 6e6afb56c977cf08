"""Keeps a few forked children running, and ends them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.terminal import complain

GRACE = 4.0  # seconds that children have to end by themselves; five are promised
STEADY_AFTER = 10.0  # seconds after which a child counts as well started
EARLY_DEATHS_ALLOWED = 4
LONGEST_PAUSE = 30.0

_END_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_LOOK_EVERY = 0.1
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process of the group: what it runs, and how it has been doing."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    start_at: float = 0.0
    early_deaths: int = 0


class ProcessGroup:
    """Starts children by forking, restarts one that dies, and ends all on a signal.

    Each child leads a process group of its own: Ctrl-C in a terminal reaches only the parent, and
    a child that does not end in time is killed together with everything that it started.
    """

    def __init__(self, *, say: Callable[[str], None] = complain) -> None:
        self.children: Sequence[Child] = ()
        self.say = say
        self.first_pause = 1.0
        self.is_ending = False
        for number in _END_SIGNALS:
            signal.signal(number, self._remember_to_end)

    def complete(self, child: Child) -> bool:
        """Run one child to its end; return whether it succeeded and nobody asked to end."""
        if self.is_ending:
            return False
        self.children = (child,)
        _start(child)
        code = None
        while code is None and not self.is_ending:
            time.sleep(_LOOK_EVERY / 5)
            code = _exit_code(child)
        if code is None:
            self._end_children()
        return code == 0 and not self.is_ending

    def run(self, children: Sequence[Child]) -> int:
        """Stay until a signal or a lasting failure; return 0 after a signal, 1 after a failure."""
        self.children = children
        failed = False
        while not self.is_ending and not failed:
            failed = not self._look_after_children()
            time.sleep(_LOOK_EVERY)
        self._end_children()
        return int(failed)

    def _remember_to_end(self, *_: object) -> None:
        self.is_ending = True

    def _look_after_children(self) -> bool:
        """Start what is due and note what died; return False when a child keeps dying."""
        now = time.monotonic()
        for child in self.children:
            if child.pid and _exit_code(child) is not None:
                self._note_death(child, now)
            if child.early_deaths > EARLY_DEATHS_ALLOWED:
                self.say(f"{child.name} keeps ending right after its start; ending everything.")
                return False
            if not child.pid and now >= child.start_at:
                _start(child)
        return True

    def _note_death(self, child: Child, now: float) -> None:
        steady = now - child.started >= STEADY_AFTER
        child.early_deaths = 0 if steady else child.early_deaths + 1
        pause = min(LONGEST_PAUSE, self.first_pause * 2 ** max(0, child.early_deaths - 1))
        _kill_group(child.pid)
        child.pid, child.start_at = 0, now + pause
        self.say(f"{child.name} ended unexpectedly; starting it again in {pause:g} s.")

    def _end_children(self) -> None:
        running = [child for child in self.children if child.pid]
        for child in running:
            _send(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while running and time.monotonic() < deadline:
            running = [child for child in running if _exit_code(child) is None]
            time.sleep(_LOOK_EVERY / 2)
        for child in running:
            self.say(f"{child.name} did not end in {GRACE:g} s and is killed.")
            _kill_group(child.pid)
            _exit_code(child, wait=True)
        for child in self.children:
            _kill_group(child.pid)


def end_with_parent() -> None:
    """Have this process end when its parent is killed; Linux only, nothing elsewhere."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(child: Child) -> None:
    """Fork a child; its end is noticed by the parent's next look."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpgid(pid, pid)
        child.pid, child.started = pid, time.monotonic()
        return
    _become(child, parent)


def _become(child: Child, parent: int) -> None:
    """Run a child in the process just forked, and leave it without the parent's clean-up."""
    code = 1
    try:
        os.setpgid(0, 0)
        for number in _END_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        end_with_parent()
        if os.getppid() == parent:
            child.run()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _exit_code(child: Child, *, wait: bool = False) -> int | None:
    """Return how a child ended, or ``None`` while it runs."""
    try:
        pid, status = os.waitpid(child.pid, 0 if wait else os.WNOHANG)
    except ChildProcessError:
        return 1
    return os.waitstatus_to_exitcode(status) if pid else None


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _kill_group(group: int) -> None:
    """Kill whatever is left of a child's process group."""
    if group:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
