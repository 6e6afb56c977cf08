from __future__ import annotations

import random
import signal
import statistics

from tests.core.sqlite import writers

ROUNDS = 80
WRITERS = writers.PROCESSES * writers.THREADS


def test_writers_of_two_processes_lose_nothing_and_none_starves(connection, file):
    overtaken, _waited = writers.contest(file, writers.GATED, ROUNDS)

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM counter")
        assert cursor.fetchone() == (WRITERS * ROUNDS,)
        cursor.execute("SELECT writer, COUNT(*) FROM entry GROUP BY writer ORDER BY writer")
        assert cursor.fetchall() == [(f"{p}{t}", ROUNDS) for p in "ab" for t in range(4)]
    # A fair queue lets each other writer past about once; without one the typical writer is never
    # overtaken and the unlucky one by nearly all. The margin is for the time in which a busy
    # machine has not yet let a writer join the queue.
    assert 0 < statistics.median(overtaken) < 2 * WRITERS
    assert max(overtaken) < WRITERS * ROUNDS / 2


def test_processes_may_create_the_same_database_at_once(file):
    processes = [
        writers.start("increment", str(file), "--name", name, "--rounds", "0") for name in "abc"
    ]
    for process in processes:
        process.communicate("go\n")

    assert [process.returncode for process in processes] == [0, 0, 0]


def test_whatever_was_acknowledged_survives_a_kill(connection, file):
    writer = writers.start("acknowledge", str(file))
    acknowledged = [int(writer.stdout.readline()) for _ in range(random.randint(5, 60))]
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.communicate()[0].splitlines()]

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (writer, seen) VALUES ('next', 0)")
        cursor.execute("SELECT id FROM entry WHERE writer = 'child' ORDER BY id")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]
    assert found[: len(acknowledged)] == acknowledged
    # One more may have been committed whose number could no longer be told.
    assert len(found) - len(acknowledged) in {0, 1}
