from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from opencity.publications import editions
from opencity.publications.editions import OWN, READY, Busy, edition, fingerprint


@pytest.fixture
def press(monkeypatch):
    """A press that counts what it prints."""
    printed: list[tuple[str, str]] = []

    def typeset(contents, paper, issued):
        printed.append((contents["title"], paper))
        return f"{contents['title']} {paper} {len(printed)}".encode()

    monkeypatch.setattr(editions, "typeset", typeset)
    return printed


def test_an_edition_is_built_once_and_again_when_a_fact_paper_or_template_changes(
    press, monkeypatch
):
    first = edition({"title": "a", "fee": 1}, "a4", READY)
    assert edition({"fee": 1, "title": "a"}, "a4", READY) == first
    assert press == [("a", "a4")]

    assert edition({"title": "a", "fee": 2}, "a4", READY) != first
    assert edition({"title": "a", "fee": 1}, "a5", READY) != first
    monkeypatch.setattr(editions, "template_version", lambda: "another")
    assert edition({"title": "a", "fee": 1}, "a4", READY) != first
    assert len(press) == 4


def test_many_readers_at_once_wait_for_one_press(monkeypatch):
    started = threading.Barrier(6, timeout=10)
    printed = []

    def typeset(contents, paper, issued):
        printed.append(paper)
        return b"made"

    def ask(_number):
        started.wait()
        return edition({"title": "same"}, "a4", READY)

    monkeypatch.setattr(editions, "typeset", typeset)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [b"made"] * 6
    assert printed == ["a4"]


def test_a_reader_does_not_wait_for_ever_and_shelves_do_not_hold_each_other_up(press):
    hurried = replace(OWN, patience=0.0)
    with editions._alone(OWN):
        with pytest.raises(Busy):
            edition({"title": "mine"}, "a4", hurried)
        assert edition({"title": "the city's"}, "a4", READY) == b"the city's a4 1"
    assert edition({"title": "mine"}, "a4", hurried) == b"mine a4 2"


def test_a_full_shelf_loses_what_nobody_asked_for_longest(press):
    small = replace(OWN, capacity=20)
    for number, title in enumerate("abc"):
        edition({"title": title}, "a4", small)
        file = small.folder / f"{fingerprint({'title': title}, 'a4')}.pdf"
        os.utime(file, (number, number))
    edition({"title": "a"}, "a4", small)  # asked for again: now the newest
    edition({"title": "d"}, "a4", small)

    kept = {file.read_bytes() for file in small.folder.glob("*.pdf")}
    assert kept == {b"c a4 3", b"a a4 1", b"d a4 4"}
    assert sorted(file.suffix for file in small.folder.iterdir()) == ["", ".pdf", ".pdf", ".pdf"]
