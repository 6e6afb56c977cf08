from __future__ import annotations

import pytest

from opencity.core.texts import quoted


def own(text: str, language: str) -> list[str]:
    """The pieces of a text that are taken for the source language's."""
    return [piece for piece, is_own in quoted.pieces(text, language) if is_own]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "a card („лична карта“)", ["„лична карта“"]),
        ("en", "the police (дирекция „Миграция“ – МВР), at once", ["дирекция „Миграция“ – МВР"]),
        ("en", "(short or „продължително“ stay)", ["„продължително“"]),
        ("en", "„формуляр S1“ and ЛНЧ, ЕГН.", ["„формуляр S1“", "ЛНЧ", "ЕГН"]),
        ("ar", "في ул. „Леге“ 6، صوفيا", ["ул. „Леге“ 6"]),
        ("tr", "Yasa чл. 33к", ["чл. 33к"]),
        ("en", "Call 112 by 3 May 2026.", []),
        ("ru", "карта («моя») (дирекция „Миграция“) и „такса“", ["дирекция „Миграция“"]),
        ("bg", "лична карта („ЛК“)", []),
    ],
)
def test_words_of_the_source_language_are_found(language, text, found):
    assert own(text, language) == found
    assert "".join(piece for piece, _is_own in quoted.pieces(text, language)) == text


def test_they_are_set_apart_and_never_markup():
    assert quoted.marked("<b> („<i>да“)", "ar") == (
        '&lt;b&gt; (<bdi lang="bg" dir="ltr">„&lt;i&gt;да“</bdi>)'
    )


def test_a_text_without_them_stays_bare():
    assert quoted.marked("خريطة & دليل", "ar") == "خريطة &amp; دليل"
