from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.search.ranking import WORD_WEIGHT, Reading, Scores, hits, scores, shares, weigh
from opencity.search.segment import K1, B, Entry, build
from opencity.search.snapshot import Snapshot
from opencity.search.terms import gram_terms, word_terms

WORDS = ["карта", "картон", "visa", "visas", "eu", "居留", "регистрация", "регистри"]
TEXTS = st.lists(
    st.dictionaries(st.sampled_from(WORDS), st.integers(1, 9), min_size=1), min_size=1, max_size=8
)


def snapshot_of(texts: list[dict[str, int]], language: str = "en", start: int = 0) -> Snapshot:
    entries = [
        Entry(start + i, "page", {}, {language: (list(text), bytes(text.values()))})
        for i, text in enumerate(texts)
    ]
    return Snapshot((build(entries),))


def scored(snapshot: Snapshot, readings: list[Reading]) -> Scores:
    weighed = weigh(snapshot, "en", readings)
    return scores(snapshot, weighed, hits(snapshot, "en", weighed))


def grams(word: str) -> list[str]:
    marked = f"_{word}_"
    return [marked[i : i + 4] for i in range(len(marked) - 3)] if len(word) > 2 else []


def plain_bm25(texts: list[dict[str, int]], query: str) -> list[float]:
    """BM25 written down slowly, straight from the formula."""
    mean = sum(sum(text.values()) for text in texts) / len(texts)

    def count(text: dict[str, int], term: str, is_word: bool) -> int:
        if is_word:
            return text.get(term, 0)
        return sum(grams(word).count(term) * times for word, times in text.items())

    total = [0.0] * len(texts)
    for term, is_word in [(query, True), *((gram, False) for gram in dict.fromkeys(grams(query)))]:
        counts = [count(text, term, is_word) for text in texts]
        having = sum(map(bool, counts))
        rarity = math.log1p((len(texts) - having + 0.5) / (having + 0.5))
        for i, text in enumerate(texts):
            norm = K1 * (1 - B + B * sum(text.values()) / mean)
            weight = counts[i] * (K1 + 1) / (counts[i] + norm)
            total[i] += rarity * weight * (WORD_WEIGHT if is_word else 1)
    return total


@given(TEXTS, st.sampled_from(WORDS))
def test_scores_are_bm25_up_to_the_rounding_of_weights(texts, query):
    snapshot = snapshot_of(texts)
    found = scored(snapshot, [Reading(0, query)])
    wanted = plain_bm25(texts, query)
    assert found.tolist() == pytest.approx(wanted, rel=0.02, abs=0.02 + 0.02 * max(wanted))


@given(st.lists(st.text(min_size=1, max_size=9, alphabet="абвгabc居"), min_size=1, unique=True))
def test_terms_of_many_words_are_those_of_each_alone(words):
    numbers, owners = gram_terms(words)
    for place, word in enumerate(words):
        assert word_terms([word])[0] == word_terms(words)[place]
        assert numbers[owners == place].tolist() == gram_terms([word])[0].tolist()
        assert len(numbers[owners == place]) == len(grams(word))


@given(TEXTS, TEXTS)
def test_two_segments_rank_like_one(old, new):
    entries = snapshot_of(old).segments + snapshot_of(new, start=len(old)).segments
    parted, whole = Snapshot(entries), snapshot_of(old + new)
    terms = word_terms(WORDS)
    assert parted.size("en") == whole.size("en")
    assert parted.document_counts("en", terms).tolist() == (
        whole.document_counts("en", terms).tolist()
    )
    assert parted.pks.tolist() == whole.pks.tolist()


def test_a_replaced_document_scores_nothing():
    old, new = snapshot_of([{"visa": 1}, {"visa": 1}]), snapshot_of([{"tax": 1}], start=1)
    both = Snapshot(old.segments + new.segments, dead=frozenset({1}))
    found = scored(both, [Reading(0, "visa")])
    assert (found > 0).tolist() == [True, False, False]


def test_a_word_of_which_a_document_has_little_is_not_in_it():
    snapshot = snapshot_of([{"registration": 1}, {"citizenship": 1}])
    readings = [Reading(0, "registrations"), Reading(1, "strange")]
    weighed = weigh(snapshot, "en", readings)
    found = shares(readings, weighed, hits(snapshot, "en", weighed), 0)
    assert found[0] > 0.7
    assert found[1] == 0.0


def test_the_words_of_a_phrase_count_together():
    snapshot = snapshot_of([{"civil": 1, "number": 1}, {"civil": 1}, {"tax": 1}])
    readings = [Reading(0, word, 1.0, 1, 2) for word in ("civil", "number")]
    weighed = weigh(snapshot, "en", readings)
    found = hits(snapshot, "en", weighed)
    assert shares(readings, weighed, found, 0) == {0: pytest.approx(1.0)}
    assert 0 < shares(readings, weighed, found, 1)[0] < 0.5


def test_a_kind_that_weighs_less_stands_behind():
    words = {"en": (["visa"], b"\x01")}
    entries = [Entry(1, "term", {}, words), Entry(2, "service", {}, words)]
    snapshot = Snapshot((build(entries),), frozenset({2}), weights={"term": 0.5})
    assert snapshot.importance.tolist() == [0.5, 0.0]


def test_kinds_and_facets_are_counted_and_filtered():
    words = {"en": (["visa"], b"\x01")}
    entries = [
        Entry(1, "measure", {"sphere": ["a", "b"]}, words),
        Entry(2, "service", {"sphere": ["b"]}, words),
        Entry(3, "measure", {}, words),
    ]
    snapshot = Snapshot((build(entries),))
    assert snapshot.count_kinds(np.array([0, 1, 2])) == {"measure": 2, "service": 1}
    assert snapshot.of_kind("measure").tolist() == [True, False, True]
    assert snapshot.of_kind("event").tolist() == [False, False, False]
    assert snapshot.with_facet("sphere", ["a"]).tolist() == [True, False, False]
    assert snapshot.with_facet("sphere", ["a", "b"]).tolist() == [True, True, False]
