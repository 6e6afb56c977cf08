from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.translation.glossary import Glossary, Term
from opencity.translation.protecting import Lost, prepare, restore

CARD = Term("card", "лична карта", "ЛК", {"bg": "лична карта", "en": "ID card"}, {}, keep=True)
FREE = Term("map", "план", "", {"bg": "план", "en": "plan"}, {}, keep=False)
GLOSSARY = Glossary([CARD, FREE], "bg")


def prepared(text, language="en", *, rich=False, keeps_words=True):
    return prepare(text, language, GLOSSARY, rich=rich, keeps_words=keeps_words)


def test_kept_words_are_marked_and_come_back_beside_the_wanted_ones():
    made = prepared("Вземете личната карта (ЛК) & плана")

    assert made.markup == (
        'Вземете <span translate="no" id="k0">личната карта</span> '
        '(<span translate="no" id="k1">ЛК</span>) &amp; плана'
    )
    answer = (
        'Take <span id="k0" translate="no">личната карта</span> (<SPAN id=k1>x</SPAN>) &amp; map'
    )
    assert restore(made, answer) == "Take ID card (лична карта) (ЛК) & map"


def test_a_word_without_translation_stays_the_official_one():
    made = prepared("лична карта", "uk", keeps_words=False)

    assert made.markup == '<span translate="no" id="k0">K0</span>'
    assert restore(made, made.markup) == "лична карта"


def test_markup_of_rich_texts_stays_and_words_across_elements_are_left_alone():
    made = prepared("<p>лична <b>карта</b></p><p>лична карта</p>", rich=True)

    assert made.words == ("ID card (лична карта)",)
    assert restore(made, made.markup) == ("<p>лична <b>карта</b></p><p>ID card (лична карта)</p>")


@pytest.mark.parametrize(
    "answer", ["no word", '<span id="k0">a</span><span id="k0">a</span>', '<span id="k1">a</span>']
)
def test_a_lost_word_is_noticed(answer):
    with pytest.raises(Lost):
        restore(prepared("лична карта"), answer)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.booleans())
def test_a_plain_text_comes_back_as_it_went_but_for_space(text, keeps_words):
    made = prepare(text, "en", Glossary([], "bg"), rich=False, keeps_words=keeps_words)

    assert "".join(restore(made, made.markup).split()) == "".join(text.split())


def test_lines_come_back_as_lines():
    made = prepared("едно\r\n\r\nдве\nтри")

    assert restore(made, made.markup.replace("<br>", " <br/> ")) == "едно\n\nдве\nтри"
