from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.translation.glossary import Fault, Glossary, Term, contains, stem, words_of

CARD = Term(
    "card",
    "лична карта",
    "ЛК",
    {"bg": "лична карта", "en": "identity card", "tr": "kimlik kartı", "ar": "بطاقة الهوية"},
    {"en": ["ID card"]},
    keep=True,
)
MAP = Term("map", "карта", "", {"bg": "карта", "en": "map"}, {}, keep=False)
GLOSSARY = Glossary([MAP, CARD], "bg")


def found(source):
    return [term.code for term in GLOSSARY.found_in(source)]


def faults(source, translation, language="en"):
    return [(each.term.code, each.fault) for each in GLOSSARY.faults(source, translation, language)]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("Носете лична карта.", ["card"]),
        ("ЛИЧНАТА КАРТА и личните карти", ["card"]),
        ("<p>лична <b>карта</b></p>", ["card"]),
        ("ЛК се издава тук", ["card"]),
        ("карта на града, после лична карта", ["map", "card"]),
        ("картография, личност, лк2", []),
        ("лична", []),
        ("", []),
    ],
)
def test_words_are_found_in_their_forms(source, codes):
    assert found(source) == codes


@pytest.mark.parametrize(
    ("translation", "language", "expected"),
    [
        ("Bring your identity card (лична карта)", "en", []),
        ("Bring your ID cards (личната карта)", "en", []),
        ("Bring your identity card", "en", [("card", Fault.OFFICIAL_WORD_MISSING)]),
        ("Bring your papers (лична карта)", "en", [("card", Fault.TRANSLATION_NOT_USED)]),
        ("Bring your ЛК", "en", []),
        ("Kimlik kartınızı (лична карта) getirin", "tr", []),
        ("أحضر بطاقة الهُوِيّة (лична карта) معك", "ar", []),
        ("أحضر ببطاقتك والهوية (лична карта)", "ar", []),
        ("Візьміть лична карта", "uk", []),
        ("", "en", []),
        ("Носете паспорт", "bg", []),
    ],
)
def test_a_translation_keeps_to_the_glossary(translation, language, expected):
    assert faults("Носете лична карта", translation, language) == expected


WORDS = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=12)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(PHRASES, PHRASES, PHRASES)
def test_a_term_is_found_wherever_it_stands_and_an_obedient_translation_has_no_fault(
    official, wanted, around
):
    term = Term("t", official, "", {"bg": official, "en": wanted}, {}, keep=True)
    glossary = Glossary([term], "bg")

    assert glossary.found_in(f"{official}, {around}") == [term] * bool(words_of(official))
    assert glossary.faults(official, f"{around}: {wanted} ({official})", "en") == []


@settings(max_examples=50, deadline=None)
@given(PHRASES, st.lists(PHRASES, max_size=6))
def test_faults_speak_of_terms_in_the_source_alone_and_never_fail(text, officials):
    terms = [
        Term(str(number), official, "", {"en": "word"}, {}, keep=bool(number % 2))
        for number, official in enumerate(officials)
    ]
    glossary = Glossary(terms, "bg")

    here = glossary.found_in(text)
    assert len(here) == len({term.code for term in here})
    for fault in glossary.faults(text, "something else", "en"):
        assert fault.term in here


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_a_stem_begins_its_word_and_a_word_contains_itself(word):
    assert word.startswith(stem(word))
    assert contains(words_of(word), word)
