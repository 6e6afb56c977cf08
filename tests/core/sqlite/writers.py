"""A process of writers, started by the tests and by hand to measure.

``python -m tests.core.sqlite.writers contest FILE`` runs two such processes of four threads each on
a new file and prints how often a writer was overtaken and how long it waited.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import django
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.core.sqlite.connections import connect, make_tables

GATED = "opencity.core.sqlite"
PROCESSES = 2
THREADS = 4


def say(line: str) -> None:
    """Tell the process that started this one."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def increment(connection: BaseDatabaseWrapper, writer: str) -> int:
    """Add one to the counter by reading and writing it; return how many writers came first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM entry")
        seen = cursor.fetchone()[0]
        with transaction.atomic(using=connection.alias):
            cursor.execute("SELECT value FROM counter WHERE id = 1")
            value = cursor.fetchone()[0]
            cursor.execute("UPDATE counter SET value = %s WHERE id = 1", [value + 1])
            cursor.execute("INSERT INTO entry (writer, seen) VALUES (%s, %s)", [writer, seen])
            return cursor.lastrowid - seen - 1


def increment_in_threads(file: Path, engine: str, name: str, rounds: int) -> None:
    """Let four threads increment the counter, and print ``overtaken waited`` for each round."""
    lines: list[str] = []
    ready = threading.Barrier(THREADS + 1)
    go = threading.Event()

    def work(number: int) -> None:
        connection = connect(file, f"writer{number}", engine, transaction_mode="IMMEDIATE")
        connection.ensure_connection()
        ready.wait()
        go.wait()
        for _ in range(rounds):
            began = time.monotonic()
            overtaken = increment(connection, f"{name}{number}")
            lines.append(f"{overtaken} {time.monotonic() - began:.6f}")
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    ready.wait()
    say("ready")
    sys.stdin.readline()
    go.set()
    for thread in threads:
        thread.join()
    say("\n".join(lines))


def acknowledge(file: Path) -> None:
    """Write rows for ever and print the number of each one once it is committed."""
    connection = connect(file, "acknowledging")
    with connection.cursor() as cursor:
        while True:
            with transaction.atomic(using="acknowledging"):
                cursor.execute("INSERT INTO entry (writer, seen) VALUES ('child', 0)")
                number = cursor.lastrowid
            say(str(number))


def hold(file: Path) -> None:
    """Start to write, say so, and keep the gate until the standard input ends."""
    connection = connect(file, "holding")
    with transaction.atomic(using="holding"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (writer, seen) VALUES ('holder', 0)")
        say("holding")
        sys.stdin.read()


def write_once(file: Path, name: str) -> None:
    """Write one row as soon as the gate lets us."""
    connection = connect(file, "once")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (writer, seen) VALUES (%s, 0)", [name])
    connection.close()


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start this module as another process."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__ if __name__ != "__main__" else __spec__.name, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def contest(file: Path, engine: str, rounds: int) -> tuple[list[int], list[float]]:
    """Run two processes of writers; return each round's overtakers and seconds waited."""
    arguments = ("--engine", engine, "--rounds", str(rounds))
    processes = [start("increment", str(file), "--name", name, *arguments) for name in "ab"]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        raise RuntimeError("a writer failed")
    rows = [line.split() for output in outputs for line in output.splitlines()]
    return [int(row[0]) for row in rows], [float(row[1]) for row in rows]


def report(file: Path, engine: str, rounds: int) -> None:
    """Print the figures of a contest."""
    connection = connect(file, "report", engine)
    make_tables(connection)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
    connection.close()
    overtaken, waited = contest(file, engine, rounds)
    say(
        f"{engine}: {len(waited)} transactions; overtaken at most {max(overtaken)} times;"
        f" median {statistics.median(waited) * 1000:.1f} ms, worst {max(waited) * 1000:.0f} ms,"
        f" mean {statistics.mean(waited) * 1000:.1f} ms"
    )


def main() -> None:
    """Read the command line and act on it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action")
    parser.add_argument("file", type=Path)
    parser.add_argument("--engine", default=GATED)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--name", default="writer")
    given = parser.parse_args()
    settings.configure(USE_TZ=True, DATABASES={})
    django.setup()
    actions = {
        "increment": lambda: increment_in_threads(
            given.file, given.engine, given.name, given.rounds
        ),
        "acknowledge": lambda: acknowledge(given.file),
        "hold": lambda: hold(given.file),
        "once": lambda: write_once(given.file, given.name),
        "contest": lambda: report(given.file, given.engine, given.rounds),
    }
    actions[given.action]()


if __name__ == "__main__":
    main()
