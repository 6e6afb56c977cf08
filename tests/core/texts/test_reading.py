from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.texts import languages, read, text_hash
from opencity.core.texts.reading import Reading

codes = st.sampled_from(["bg", "en", "uk", "ru", "tr", "ar"])
values = st.dictionaries(codes, st.text())


def test_a_text_is_read_in_the_wanted_language():
    assert read({"bg": "Карта", "ar": "خريطة"}, "ar") == Reading("خريطة", "ar", "rtl", False)


def test_the_wanted_language_is_the_pages_by_default():
    with translation.override("en"):
        assert read({"bg": "Карта", "en": "Map"}).text == "Map"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"bg": "Карта", "en": "Map"}, Reading("Map", "en", "ltr", True)),
        ({"bg": "Карта", "tr": "Harita"}, Reading("Карта", "bg", "ltr", True)),
        ({"ar": "خريطة"}, Reading("خريطة", "ar", "rtl", True)),
        ({"uk": " \n", "en": "Map"}, Reading("Map", "en", "ltr", True)),
        ({}, Reading("", "uk", "ltr", False)),
        (None, Reading("", "uk", "ltr", False)),
    ],
)
def test_another_language_stands_in_along_the_chain(value, expected):
    assert read(value, "uk") == expected


def test_the_chain_names_each_language_once_the_wanted_one_first():
    assert languages.chain("uk") == ("uk", "en", "bg", "ru", "tr", "ar")
    assert languages.chain("xx") == ("xx", "bg", "en", "uk", "ru", "tr", "ar")


@given(values, codes)
def test_what_is_shown_is_always_one_of_the_pieces(value, wanted):
    reading = read(value, wanted)

    if any(text.strip() for text in value.values()):
        assert reading.text == value[reading.language].strip()
        assert reading.is_fallback == (reading.language != wanted)
    else:
        assert reading == Reading("", wanted, languages.direction(wanted), False)


@pytest.mark.parametrize(
    ("code", "direction"), [("ar", "rtl"), ("fa", "rtl"), ("ar-EG", "rtl"), ("bg", "ltr")]
)
def test_direction(code, direction):
    assert languages.direction(code) == direction


def test_outside_of_the_sites_languages_the_source_is_current():
    with translation.override("de"):
        assert languages.current() == "bg"
    with translation.override(None):
        assert languages.current() == "bg"


@given(st.lists(st.text(alphabet="abя", min_size=1), min_size=1))
def test_white_space_leaves_the_fingerprint(words):
    assert text_hash("\r\n\t ".join(words) + "  ") == text_hash(" ".join(words))


@given(st.text(), st.text())
def test_different_words_have_different_fingerprints(one, other):
    same = " ".join(one.split()) == " ".join(other.split())
    assert (text_hash(one) == text_hash(other)) == same


def test_the_fingerprint_of_nothing_is_nothing():
    assert text_hash(" \n") == ""
    assert text_hash("Карта") == "2751c91000182394"
