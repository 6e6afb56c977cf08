from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opencity.core.registries import SearchDocument
from opencity.search.analysis import count_words
from opencity.search.storage import pack, unpack, words_of


@given(st.dictionaries(st.sampled_from(["bg", "en", "zh-hans"]), st.tuples(st.text(), st.text())))
def test_words_of_any_text_come_back_as_they_were_counted(texts):
    counts = {code: count_words(*text) for code, text in texts.items()}
    found = {
        code: dict(zip(words, numbers, strict=True))
        for code, (words, numbers) in unpack(pack(counts)).items()
    }
    assert found == {code: words for code, words in counts.items() if words}


def test_a_language_without_any_text_is_left_out():
    document = SearchDocument("page", "1", "", {}, {"bg": "Пазар", "en": " "}, {"tr": "pazar"})
    assert unpack(words_of(document)) == {"bg": (["пазар"], b"\x05"), "tr": (["pazar"], b"\x01")}
