from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.search.vocabulary import Vocabulary, distance

LETTERS = st.text(alphabet="abcд", max_size=6)


@pytest.mark.parametrize(
    ("a", "b", "slips"),
    [("abcd", "abcd", 0), ("abcd", "abdc", 1), ("kitten", "sitting", 3), ("", "ab", 2)],
)
def test_distance_counts_slips(a, b, slips):
    assert distance(a, b, 9) == slips


@given(LETTERS, LETTERS)
def test_distance_is_the_same_both_ways_and_zero_for_the_same_word_only(a, b):
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)


@given(st.lists(LETTERS.filter(bool), min_size=1, unique=True), LETTERS)
def test_the_quick_search_finds_every_word_that_a_slow_one_finds(words, typed):
    most = 1 if len(typed) >= 4 else -1
    slow = sorted((distance(typed, w, 1), w) for w in words if distance(typed, w, 1) <= most)
    assert Vocabulary.of(words).near(typed) == slow


def test_long_words_may_have_two_slips_and_short_ones_none():
    words = Vocabulary.of(["kindergarten", "visa", "tax"])
    assert words.near("kindrgardn") == []
    assert words.near("kindergadren") == [(2, "kindergarten")]
    assert words.near("vsia") == [(1, "visa")]
    assert words.near("tex") == []


def test_words_come_back_as_they_went_in():
    words = ["карта", "居留", "اقامه", "𝒳x"]
    assert [Vocabulary.of(words).word(i) for i in range(4)] == words
