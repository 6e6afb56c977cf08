from __future__ import annotations

import math
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from opencity.core.pagecache.counters import Counters, Marks, marks_of
from opencity.core.pagecache.store import Store


@dataclass
class Sheet:
    """The least that a store keeps."""

    text: str = ""
    size: int = 10
    marks: Marks = ()
    expires: float = math.inf


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_least_recently_used_page_goes_first(counters):
    store: Store[Sheet] = Store(counters, capacity=80)
    for name in "abcdefgh":
        store.put(name, Sheet(name))
    store.get("a")
    store.put("i", Sheet("i"))
    assert [name for name in "abcdefghi" if store.get(name)] == list("acdefghi")
    assert (store.size, len(store)) == (80, 8)


def test_a_page_that_would_push_out_too_many_is_refused(counters):
    store: Store[Sheet] = Store(counters, capacity=80)
    assert not store.put("a", Sheet(size=11))
    assert (store.get("a"), store.size) == (None, 0)


def test_a_page_kept_twice_counts_once(counters):
    store: Store[Sheet] = Store(counters, capacity=80)
    store.put("a", Sheet("old"))
    store.put("a", Sheet("new", size=7))
    assert (store.get("a").text, store.size) == ("new", 7)


def test_a_page_ends_with_the_next_scheduled_change(counters):
    clock = Clock()
    store: Store[Sheet] = Store(counters, 80, clock)
    store.put("a", Sheet(expires=105.0))
    clock.now = 104.9
    assert store.get("a") is not None
    clock.now = 105.0
    assert (store.get("a"), store.size) == (None, 0)


def test_a_touched_page_is_dropped(counters):
    store: Store[Sheet] = Store(counters, 80)
    store.put("a", Sheet(marks=marks_of(["plan"], counters.snapshot())))
    counters.bump("plan")
    assert (store.get("a"), store.size) == (None, 0)


def test_a_page_overtaken_while_it_was_rendered_is_refused_and_the_newer_one_stays(counters):
    store: Store[Sheet] = Store(counters, 80)
    before = counters.snapshot()
    counters.bump("plan")
    store.put("a", Sheet("new", marks=marks_of(["plan"], counters.snapshot())))
    assert not store.put("a", Sheet("old", marks=marks_of(["plan"], before)))
    assert store.get("a").text == "new"


KEYS = ("plan", "texts", "events")
PAGES = {"/plan": ("plan",), "/both": ("plan", "texts"), "/all": KEYS, "/events": ("events",)}


@dataclass
class Rendering:
    """A rendering under way: what it saw of the counters, and of the data once it has read."""

    page: str
    snapshot: object
    seen: tuple[int, ...] | None = None


class Truth(RuleBasedStateMachine):
    """Renderings, commits and reads in any order: what is served was true when it was asked for.

    ``committed`` is what the database says; ``returned`` what the writers were told is done. A
    commit and its touch are two steps, as they are in a process that is interrupted between them.
    """

    @initialize()
    def begin(self) -> None:
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.counters = Counters(Path(self.folder.name) / "counters")
        self.store: Store[Sheet] = Store(self.counters, capacity=240)
        self.committed = dict.fromkeys(KEYS, 0)
        self.returned = dict.fromkeys(KEYS, 0)
        self.renderings: list[Rendering] = []

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule(page=st.sampled_from(sorted(PAGES)))
    def start(self, page: str) -> None:
        self.renderings.append(Rendering(page, self.counters.snapshot()))

    @rule(data=st.data())
    def read_data(self, data: st.DataObject) -> None:
        waiting = [each for each in self.renderings if each.seen is None]
        if waiting:
            chosen = data.draw(st.sampled_from(waiting))
            chosen.seen = tuple(self.committed[key] for key in PAGES[chosen.page])

    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        done = [each for each in self.renderings if each.seen is not None]
        if done:
            chosen = data.draw(st.sampled_from(done))
            self.renderings.remove(chosen)
            marks = marks_of(PAGES[chosen.page], chosen.snapshot)
            self.store.put(chosen.page, Sheet(chosen.seen, marks=marks))

    @rule(key=st.sampled_from(KEYS))
    def commit(self, key: str) -> None:
        self.committed[key] += 1

    @rule(key=st.sampled_from(KEYS))
    def touch(self, key: str) -> None:
        done = self.committed[key]
        self.counters.bump(key)
        self.returned[key] = done

    @invariant()
    def nothing_stale_is_served(self) -> None:
        if not hasattr(self, "store"):
            return
        for page, keys in PAGES.items():
            kept = self.store.get(page)
            if kept is not None:
                pairs = zip(kept.text, keys, strict=True)
                assert [key for count, key in pairs if count < self.returned[key]] == []


TestTruth = Truth.TestCase
TestTruth.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
