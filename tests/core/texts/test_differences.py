from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opencity.core.texts.differences import Part, word_differences

texts = st.text(alphabet="аб b,.\n'", max_size=40)


def test_words_that_went_and_came_are_marked():
    assert word_differences("Цената е 5 лева.", "Цената е вече 10 лева.") == [
        Part("same", "Цената е "),
        Part("del", "5"),
        Part("ins", "вече 10"),
        Part("same", " лева."),
    ]


@given(texts, texts)
def test_the_parts_spell_both_texts(before, after):
    parts = word_differences(before, after)

    assert "".join(part.text for part in parts if part.kind != "ins") == before
    assert "".join(part.text for part in parts if part.kind != "del") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert word_differences(text, text) == ([Part("same", text)] if text else [])
