from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.search.analysis import count_words, fold, words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("СОФИЯ", "софия"),
        ("Сім’я", "сімя"),
        ("довідка", "довидка"),
        ("объявление", "обьявление"),
        ("лични", "личнни"),
        ("ЊЕГОВ", "негов"),
        ("İKAMET", "ikamet"),
        ("IŞIK", "ışık"),
        ("öğrenci", "ogrenci"),
        ("Straße", "strasse"),
        ("l'école", "ecole"),
        ("the city's", "the city"),
        ("S.O.F.I.A.", "sofia"),
        ("أَجْنَبِيّ", "اجنبي"),
        ("الإقامة", "اقامه"),
        ("مكتبـــة", "مكتبه"),
        ("والطلاب", "طلاب"),
        ("شهرداری", "شهرداري"),
        ("٢٠٢٦", "2026"),
        ("ﬁrm", "firm"),
        ("registration", "registration"),
    ],
)
def test_what_people_type_folds_to_what_the_city_wrote(written, typed):
    assert words(written) == words(typed)


def test_numbers_keep_their_doubled_digits():
    assert words("112 и 0700 18 700") == ["112", "и", "0700", "18", "700"]


def test_scripts_without_spaces_are_read_in_pairs():
    assert words("居留许可 EU 办") == ["居留", "留许", "许可", "eu", "办"]


def test_a_title_and_a_code_count_five_times():
    assert count_words("Blue card", "card", "S07") == {"card": 6, "blue": 5, "s07": 5}


@given(st.text())
def test_folding_twice_changes_nothing_that_counts(text):
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text())
def test_any_text_gives_words_that_can_be_stored(text):
    assert all(word and not set(word) & set(" \t\n\r\x01") for word in words(text))
    assert isinstance(fold(text), str)
