from __future__ import annotations

import pytest

from opencity.search.wordbook import Concept, Match, Wordbook

NUMBER = {
    "bg": ["личен номер на чужденец", "ЛНЧ"],
    "en": ["personal number of a foreigner", "LNCh"],
    "tr": ["yabancı kişisel numarası"],
}
LICENCE = {"bg": ["свидетелство за управление"], "tr": ["sürücü belgesi"]}
BOOK = Wordbook(
    [
        Concept(NUMBER, NUMBER),
        Concept(LICENCE, LICENCE),
        Concept({"tr": ["ehliyet"]}, {"tr": ["sürücü belgesi"]}),
        Concept({"en": ["number"]}, {"en": ["figure"]}),
    ]
)


def concepts(*words: str) -> list[tuple[tuple[int, ...], int]]:
    return [(match.tokens, match.concept) for match in BOOK.matches([[word] for word in words])]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["лнч"], [((0,), 0)]),
        (["visa", "личен", "номер", "чужденец"], [((1, 2, 3), 0)]),
        (["номера", "личния", "чужденецът"], []),
        (["чужденец"], []),
        (["ehliyetim"], [((0,), 2)]),
        (["number"], [((0,), 3)]),
        (["personal", "number", "foreigners"], [((0, 1, 2), 0)]),
    ],
)
def test_a_phrase_is_found_in_any_order_and_form_and_the_longest_wins(words, found):
    assert concepts(*words) == found


def test_a_word_of_the_query_stands_for_one_word_of_a_phrase():
    assert BOOK.matches([["личен", "номер", "чужденец"]]) == []


def test_a_phrase_means_the_same_thing_in_every_language():
    [match] = BOOK.matches([["lnch"]])
    assert BOOK.meanings(match)["bg"] == [("личен", "номер", "чужденец"), ("лнч",)]


def test_a_synonym_leads_through_the_glossary_into_other_languages():
    [match] = BOOK.matches([["ehliyet"]])
    assert match == Match((0,), 1.0, 2)
    assert BOOK.meanings(match) == {
        "tr": [("surucu", "belgesi")],
        "bg": [("свидетелство", "управление")],
    }


def test_an_empty_book_knows_nothing():
    assert Wordbook().matches([["visa"]]) == []
