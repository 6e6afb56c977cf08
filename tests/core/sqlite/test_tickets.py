from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from opencity.core.sqlite.gate import gate_of
from opencity.core.sqlite.tickets import TicketFile
from tests.core.sqlite import writers
from tests.core.sqlite.waiting import wait_until


@pytest.fixture
def tickets(connection) -> TicketFile:
    connection.ensure_connection()
    return connection.gate.tickets


def rows(connection) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT writer FROM entry ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_processes_write_in_the_order_in_which_they_came(connection, file, tickets):
    permit = connection.gate.enter(20)
    processes = []
    for name in "abcd":
        drawn = tickets.drawn()
        processes.append(writers.start("once", str(file), "--name", name))
        wait_until(lambda drawn=drawn: tickets.drawn() > drawn)
    permit.release()
    for process in processes:
        process.communicate()

    assert rows(connection) == ["a", "b", "c", "d"]


def test_a_process_that_releases_does_not_overtake_one_that_waits(connection, file, tickets):
    permit = connection.gate.enter(20)
    drawn = tickets.drawn()
    process = writers.start("once", str(file), "--name", "waiting")
    wait_until(lambda: tickets.drawn() > drawn)
    permit.release()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (writer, seen) VALUES ('releasing', 0)")
    process.communicate()

    assert rows(connection) == ["waiting", "releasing"]


def test_a_writer_that_is_killed_holds_nobody_up(connection, file, tickets):
    holder = writers.start("hold", str(file))
    assert holder.stdout.readline() == "holding\n"
    drawn = tickets.drawn()
    process = writers.start("once", str(file), "--name", "next")
    wait_until(lambda: tickets.drawn() > drawn)

    holder.send_signal(signal.SIGKILL)
    holder.communicate()

    process.communicate(timeout=20)
    assert process.returncode == 0
    assert rows(connection) == ["next"]


def test_a_waiting_process_that_is_killed_lets_nobody_past_the_holder(connection, file, tickets):
    holder = writers.start("hold", str(file))
    assert holder.stdout.readline() == "holding\n"
    drawn = tickets.drawn()
    waiting = writers.start("once", str(file), "--name", "killed")
    wait_until(lambda: tickets.drawn() > drawn)

    waiting.kill()
    waiting.communicate()

    assert not tickets.acquire(timeout=0.05)
    holder.communicate()
    assert tickets.acquire(timeout=20)
    tickets.release()


def test_a_wait_that_ends_gives_its_ticket_back(connection, file, tickets):
    holder = writers.start("hold", str(file))
    assert holder.stdout.readline() == "holding\n"

    assert not tickets.acquire(timeout=0.01)

    holder.communicate()
    process = writers.start("once", str(file), "--name", "next")
    process.communicate(timeout=20)
    assert rows(connection) == ["holder", "next"]


def test_a_thread_that_gave_up_on_another_process_can_come_again(connection, file, tickets):
    holder = writers.start("hold", str(file))
    assert holder.stdout.readline() == "holding\n"

    with pytest.raises(sqlite3.OperationalError, match=r"^Another writer .* 0\.01 seconds"):
        connection.gate.enter(0.01)

    holder.communicate()
    connection.gate.enter(20).release()


def test_one_gate_stands_before_a_file_by_whatever_name(tmp_path: Path):
    (tmp_path / "link.sqlite3").symlink_to(tmp_path / "city.sqlite3")

    assert gate_of(tmp_path / "link.sqlite3") is gate_of(str(tmp_path / "city.sqlite3"))
    assert gate_of(f"file:{tmp_path}/city.sqlite3?mode=rw") is gate_of(tmp_path / "city.sqlite3")


def test_a_database_in_memory_needs_no_file():
    assert gate_of("file:memory_of_test?mode=memory&cache=shared").tickets is None
