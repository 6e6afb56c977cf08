from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path

from opencity.core.pagecache.counters import EVERYTHING, WHOLE, Counters, marks_of, slot_of


def bump_often(file: Path) -> None:
    counters = Counters(file)
    for _ in range(200):
        counters.bump("plan")


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


def test_no_increment_of_threads_and_processes_is_lost(tmp_path):
    file = tmp_path / "c"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=bump_often, args=(file,)) for _ in range(2)]
    workers += [threading.Thread(target=bump_often, args=(file,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counters(file).snapshot()[slot_of("plan")] == 800
