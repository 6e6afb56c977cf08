from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PREAMBLE = """
import os, signal, sys, time
from config.process_group import Child, ProcessGroup
from config.terminal import say

def stay():
    say(f"ready {os.getpid()}")
    signal.pause()

def refuse():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.fork() == 0:
        say(f"ready {os.getpid()}")
    else:
        say(f"ready {os.getpid()}")
    while True:
        signal.pause()

def die():
    say("started")
    sys.exit(3)

group = ProcessGroup(say=say)
group.first_pause = 0.01
"""


@contextmanager
def group(script: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def lines(process: subprocess.Popen[str], number: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().rstrip("\n") for _ in range(number)]


def pids(said: list[str]) -> list[int]:
    return [int(line.split()[1]) for line in said]


def have_ended(pids: list[int]) -> bool:
    """Whether all processes end; the system may need a moment to bury a killed one."""
    deadline = time.monotonic() + 5
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(is_running, pids))


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_all_children_and_counts_as_success(number: signal.Signals) -> None:
    with group("sys.exit(group.run([Child('one', stay), Child('two', stay)]))") as process:
        children = pids(lines(process, 2))
        process.send_signal(number)
        assert process.wait(5) == 0
        assert have_ended(children)


def test_a_child_that_refuses_is_killed_with_its_own_children_within_five_seconds() -> None:
    with group("sys.exit(group.run([Child('stubborn', refuse)]))") as process:
        family = pids(lines(process, 2))
        began = time.monotonic()
        process.terminate()
        assert process.wait(6) == 0
        assert time.monotonic() - began < 5
        assert lines(process, 1) == ["stubborn did not end in 4 s and is killed."]
        assert have_ended(family)


def test_a_killed_child_is_started_again() -> None:
    with group("sys.exit(group.run([Child('one', stay)]))") as process:
        (first,) = pids(lines(process, 1))
        os.kill(first, signal.SIGKILL)
        said = lines(process, 2)
        assert said[0] == "one ended unexpectedly; starting it again in 0.01 s."
        assert pids(said[1:]) != [first]


def test_a_child_that_keeps_dying_ends_the_group_with_an_error() -> None:
    with group("sys.exit(group.run([Child('steady', stay), Child('broken', die)]))") as process:
        assert process.wait(10) == 1
        assert process.stdout is not None
        said = process.stdout.read().splitlines()
        assert said[-1] == "broken keeps ending right after its start; ending everything."
        assert said.count("started") == 5


@pytest.mark.skipif(sys.platform != "linux", reason="needs the parent-death signal of Linux")
def test_children_do_not_outlive_a_killed_parent() -> None:
    with group("sys.exit(group.run([Child('one', stay)]))") as process:
        (child,) = pids(lines(process, 1))
        process.kill()
        process.wait()
        ended = have_ended([child])
        if not ended:
            os.kill(child, signal.SIGKILL)
        assert ended


@pytest.mark.parametrize(("end", "told"), [("sys.exit(0)", True), ("1/0", False)])
def test_completing_a_child_tells_whether_it_succeeded(end: str, told: bool) -> None:
    script = f"""
def act():
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    {end}
say(str(group.complete(Child('set-up', act))))
"""
    with group(script) as process:
        assert lines(process, 1) == [str(told)]


def test_a_signal_ends_a_child_that_is_being_completed() -> None:
    with group("say(str(group.complete(Child('set-up', stay))))") as process:
        children = pids(lines(process, 1))
        process.terminate()
        assert lines(process, 1) == ["False"]
        assert have_ended(children)
