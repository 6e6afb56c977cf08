from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opencity.translation.merging import Merged, Pair, merge, same_text

texts = st.sampled_from(["", "a", "b", "a\r\nb", "a\nb", " a "])
pairs = st.builds(Pair, texts, texts)
keys = st.sampled_from(["title", "text", "milestones-0-title"])


def test_a_changed_piece_is_written():
    seen = {"title": Pair("S", "T")}

    assert merge(seen, seen, {"title": "T2"}) == Merged({"title": "T2"})


def test_a_piece_left_alone_keeps_what_others_made_of_it():
    merged = merge({"title": Pair("S", "T")}, {"title": Pair("S", "theirs")}, {"title": "T"})

    assert merged == Merged()


def test_a_piece_that_both_changed_is_overtaken():
    before, now = Pair("S", "T"), Pair("S", "theirs")

    merged = merge({"title": before}, {"title": now}, {"title": "mine"})

    assert merged == Merged(overtaken={"title": (before, now)})


def test_a_piece_whose_source_changed_is_overtaken():
    before, now = Pair("S", "T"), Pair("S2", "T")

    merged = merge({"title": before}, {"title": now}, {"title": "mine"})

    assert merged == Merged(overtaken={"title": (before, now)})


def test_words_for_a_piece_that_is_gone_are_overtaken():
    before = Pair("S", "T")

    merged = merge({"title": before}, {}, {"title": "mine"})

    assert merged == Merged(overtaken={"title": (before, Pair("", ""))})


def test_words_for_a_piece_that_never_was_are_overtaken():
    nothing = Pair("", "")

    assert merge({}, {}, {"x": "mine"}) == Merged(overtaken={"x": (nothing, nothing)})


def test_both_wrote_the_same():
    assert merge({"t": Pair("S", "")}, {"t": Pair("S", "same")}, {"t": "same"}) == Merged()


@given(st.dictionaries(keys, pairs), st.dictionaries(keys, pairs), st.dictionaries(keys, texts))
def test_nothing_typed_is_dropped_and_nothing_of_others_overwritten(seen, now, written):
    merged = merge(seen, now, written)

    for key, text in written.items():
        before, current = (each.get(key, Pair("", "")) for each in (seen, now))
        left_alone = same_text(text, before.text)
        there_already = same_text(text, current.text)
        assert (key in merged.texts) + (key in merged.overtaken) == (
            not left_alone and not there_already
        )
        if key in merged.texts:
            assert key in now
            assert same_text(before.text, current.text)
            assert same_text(before.source, current.source)
