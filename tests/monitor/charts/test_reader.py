from __future__ import annotations

import pytest

from opencity.monitor.charts.reader import Reader, reader_of


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("bg", "1\xa0234,5"),
        ("en", "1,234.5"),
        ("uk", "1\xa0234,5"),
        ("ru", "1\xa0234,5"),
        ("tr", "1.234,5"),
        ("ar", "1.234,5"),
    ],
)
def test_numbers_have_the_signs_of_the_language_and_latin_digits(language, written):
    assert reader_of(language).number(1234.5, 1) == written


def test_a_minus_is_a_minus_and_zero_has_none():
    reader = Reader("en", ".", ",")
    assert (reader.number(-3.25, 1), reader.number(-0.01, 1)) == ("\u22123.2", "0.0")


def test_vega_gets_the_same_signs():
    assert reader_of("tr").locale() == {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}
    }


def test_only_words_that_run_from_the_right_are_isolated():
    assert reader_of("ar").text("هدف 2030") == "\u2067هدف 2030\u2069"
    assert reader_of("bg").text("Цел 2030") == "Цел 2030"
    assert reader_of("ar").text("") == ""
