from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, transaction

from tests.core.sqlite.waiting import wait_until

INSERT = "INSERT INTO entry (writer, seen) VALUES ('a', 0)"


def execute(connection, statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else None


def count(connection) -> int:
    return execute(connection, "SELECT COUNT(*) FROM entry")[0][0]


def write_and_fail(connection) -> None:
    with transaction.atomic(using=connection.alias):
        execute(connection, INSERT)
        raise ZeroDivisionError


def is_free(connection) -> bool:
    """Whether a writer would be let through the gate at once."""
    if not connection.gate.threads.acquire(timeout=0):
        return False
    connection.gate.threads.release()
    return not connection.holds_gate


@pytest.fixture
def other(open_connection, connection):
    return open_connection("second", timeout=0.05)


def test_the_file_loses_no_commit_and_keeps_its_references(connection):
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")

    found = {name: execute(connection, f"PRAGMA {name}")[0][0] for name in names}

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_init_commands_have_the_last_word(open_connection):
    connection = open_connection("quick", init_command="PRAGMA synchronous = OFF;")

    assert execute(connection, "PRAGMA synchronous") == [(0,)]


def test_a_block_holds_the_gate_from_beginning_to_end(connection, other):
    with transaction.atomic(using="first"):
        assert connection.holds_gate
        with pytest.raises(OperationalError, match=r"^Another writer .* more than 0\.05 seconds"):
            execute(other, INSERT)
    assert is_free(connection)


def test_a_block_has_the_write_lock_from_its_beginning(connection, file):
    stranger = sqlite3.connect(file, timeout=0)
    with (
        transaction.atomic(using="first"),
        pytest.raises(sqlite3.OperationalError, match="database is locked"),
    ):
        stranger.execute("BEGIN IMMEDIATE")
    stranger.close()


def test_the_message_comes_when_another_block_wants_in(connection, other):
    with (
        transaction.atomic(using="first"),
        pytest.raises(OperationalError, match=r"^Another writer"),
        transaction.atomic(using="second"),
    ):
        pass
    execute(other, INSERT)

    assert count(connection) == 1


def test_a_single_write_passes_the_gate_and_leaves_it(connection, other):
    with transaction.atomic(using="first"), pytest.raises(OperationalError):
        execute(other, INSERT)
    execute(other, INSERT)

    assert is_free(other)
    assert count(connection) == 1


def test_reading_asks_nobody(connection, other):
    with transaction.atomic(using="first"):
        execute(connection, INSERT)

        assert count(other) == 0
        assert execute(other, "WITH n AS (SELECT 7) SELECT * FROM n") == [(7,)]
        assert not other.holds_gate


@pytest.mark.parametrize("fetch", ["fetchone", "fetchmany", "fetchall", "iterate"])
def test_returned_rows_are_committed_when_they_are_handed_out(connection, other, fetch):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (writer, seen) VALUES ('a', 0), ('b', 0) RETURNING id")

        assert count(other) == 2
        execute(other, INSERT)

        rows = {
            "fetchone": lambda: [cursor.fetchone(), cursor.fetchone()],
            "fetchmany": lambda: [*cursor.fetchmany(1), *cursor.fetchmany(5)],
            "fetchall": cursor.fetchall,
            "iterate": lambda: list(cursor),
        }[fetch]()
        assert rows == [(1,), (2,)]
        assert cursor.fetchone() is None


def test_a_cursor_can_read_after_it_has_returned_rows(connection):
    with connection.cursor() as cursor:
        cursor.execute(INSERT + " RETURNING id")
        cursor.execute("SELECT writer FROM entry")
        assert cursor.fetchall() == [("a",)]


def test_a_failed_statement_leaves_the_gate(connection):
    with pytest.raises(OperationalError, match="no such table"):
        execute(connection, "INSERT INTO nowhere VALUES (1)")

    assert is_free(connection)


def test_an_error_in_a_block_leaves_the_gate(connection):
    with pytest.raises(ZeroDivisionError):
        write_and_fail(connection)

    assert is_free(connection)
    assert count(connection) == 0


def test_a_savepoint_rolled_back_keeps_the_gate(connection):
    with transaction.atomic(using="first"):
        execute(connection, INSERT)
        with pytest.raises(ZeroDivisionError):
            write_and_fail(connection)
        assert connection.holds_gate

    assert is_free(connection)
    assert count(connection) == 1


def test_a_commit_refused_by_the_database_leaves_the_gate(connection):
    execute(
        connection,
        "CREATE TABLE child (parent INTEGER REFERENCES counter (id) DEFERRABLE INITIALLY DEFERRED)",
    )
    with pytest.raises(IntegrityError), transaction.atomic(using="first"):
        execute(connection, "INSERT INTO child VALUES (99)")

    assert is_free(connection)
    assert execute(connection, "SELECT * FROM child") == []


def test_closing_inside_a_block_leaves_the_gate(connection, other):
    with transaction.atomic(using="first"):
        execute(connection, INSERT)
        connection.close()
        assert is_free(connection)

    assert count(other) == 0


def test_what_runs_on_commit_may_write(connection):
    held: list[bool] = []

    def write() -> None:
        held.append(connection.holds_gate)
        with transaction.atomic(using="first", durable=True):
            execute(connection, INSERT)

    with transaction.atomic(using="first"):
        transaction.on_commit(write, using="first")

    assert held == [False]
    assert count(connection) == 1


def test_a_transaction_by_hand_keeps_the_gate_until_it_ends(connection):
    connection.set_autocommit(False)
    assert count(connection) == 0
    assert not connection.holds_gate
    execute(connection, INSERT)
    assert connection.holds_gate
    connection.commit()
    assert is_free(connection)
    execute(connection, INSERT)
    connection.rollback()
    assert is_free(connection)
    connection.set_autocommit(True)

    assert count(connection) == 1


def test_statements_of_a_transaction_in_plain_sql_keep_the_gate(connection):
    execute(connection, "BEGIN")
    execute(connection, INSERT)
    assert connection.holds_gate
    execute(connection, "COMMIT")

    assert is_free(connection)


def test_a_script_passes_the_gate_whatever_it_begins_with(connection, other):
    with (
        transaction.atomic(using="first"),
        other.cursor() as cursor,
        pytest.raises(sqlite3.OperationalError, match="^Another writer"),
    ):
        cursor.cursor.executescript("SELECT 1; " + INSERT)


def test_many_rows_pass_the_gate_together(connection):
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO entry (writer, seen) VALUES (%s, %s)", [("a", 1), ("b", 2)])

    assert is_free(connection)
    assert count(connection) == 2


def test_a_forked_child_starts_with_an_empty_queue(connection):
    with transaction.atomic(using="first"):
        child = os.fork()
        if child == 0:
            threads, tickets = connection.gate.threads, connection.gate.tickets
            free = threads.acquire(timeout=0)
            connection._leave()
            let_in = threads.acquire(timeout=0) or tickets.acquire(timeout=0)
            os._exit(0 if free and not let_in else 1)
        status = os.waitpid(child, 0)[1]
        assert connection.holds_gate

    assert os.waitstatus_to_exitcode(status) == 0
    assert is_free(connection)


def test_a_loop_over_rows_may_write_while_others_write(connection, other):
    for _ in range(3):
        execute(connection, INSERT)
    with connection.chunked_cursor() as cursor:
        assert not connection.features.can_use_chunked_reads
        cursor.execute("SELECT id FROM entry")
        for row in cursor.fetchall():
            execute(other, INSERT)
            execute(connection, "UPDATE entry SET seen = 1 WHERE id = %s", [row[0]])

    assert count(connection) == 6


def test_threads_pass_in_the_order_in_which_they_came(connection, open_connection):
    def write(alias: str) -> None:
        opened = open_connection(alias)
        with opened.cursor() as cursor:
            cursor.execute("INSERT INTO entry (writer, seen) VALUES (%s, 0)", [alias])

    with ThreadPoolExecutor(6) as pool, transaction.atomic(using="first"):
        for number in range(6):
            pool.submit(write, f"thread{number}")
            wait_until(lambda number=number: connection.gate.threads.length == number + 1)

    rows = execute(connection, "SELECT writer FROM entry ORDER BY id")
    assert rows == [(f"thread{number}",) for number in range(6)]
