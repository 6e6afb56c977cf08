from __future__ import annotations

import fcntl
import multiprocessing
import threading
from pathlib import Path
from typing import Any

from opencity.core.pagecache.counters import EVERYTHING, WHOLE, Counters, marks_of, slot_of

KEYS = [f"measure:{number}" for number in range(200)]


def bump_often(file: Path, start: Any) -> None:
    counters = Counters(file)
    start.wait(60)
    for _ in range(500):
        counters.bump(*KEYS)


def test_a_key_has_the_same_slot_in_every_process_and_release():
    assert [slot_of(key) for key in ("plan", "texts", EVERYTHING)] == [1672, 1392, WHOLE]


def test_no_key_hashes_to_the_slot_of_everything():
    assert WHOLE not in {slot_of(f"measure:{number}") for number in range(50_000)}


def test_a_second_process_maps_the_same_counts(tmp_path):
    one, other = Counters(tmp_path / "c"), Counters(tmp_path / "c")
    marks = marks_of(["plan", "texts"], one.snapshot())
    assert one.fresh(marks)
    other.bump("texts")
    assert not one.fresh(marks)


def test_only_the_touched_key_and_everything_make_a_page_stale(counters):
    marks = marks_of(["plan"], counters.snapshot())
    counters.bump("texts")
    assert counters.fresh(marks)
    counters.bump(EVERYTHING)
    assert not counters.fresh(marks)


def test_counts_outlive_the_processes(tmp_path):
    Counters(tmp_path / "c").bump("plan")
    assert Counters(tmp_path / "c").snapshot()[slot_of("plan")] == 1


def test_a_bump_waits_for_the_one_under_way_in_another_process(tmp_path):
    counters = Counters(tmp_path / "c")
    bumped = threading.Event()

    def bump() -> None:
        counters.bump("plan")
        bumped.set()

    with (tmp_path / "c").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        threading.Thread(target=bump).start()
        before = bumped.wait(0.2)
    assert (before, bumped.wait(10)) == (False, True)


def test_no_increment_of_processes_and_threads_is_lost(tmp_path):
    file = tmp_path / "c"
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(4)
    workers = [spawn.Process(target=bump_often, args=(file, start)) for _ in range(2)]
    workers += [threading.Thread(target=bump_often, args=(file, start)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    counts = Counters(file).snapshot()
    assert [counts[slot_of(key)] for key in KEYS] == [2000] * len(KEYS)
