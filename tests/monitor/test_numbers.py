"""Figures as people of each language read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from opencity.monitor.numbers import flag_labels, period_name, with_unit, written


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("bg", "1\xa0274\xa0290,5"),
        ("en", "1,274,290.5"),
        ("uk", "1\xa0274\xa0290,5"),
        ("tr", "1.274.290,5"),
        ("ar", "1.274.290,5"),
    ],
)
def test_thousands_are_told_apart_in_every_language(language, shown):
    with override(language):
        assert written(Decimal("1274290.500000")) == shown


def test_no_zeros_and_a_real_minus():
    with override("en"):
        assert written(Decimal("50.000000")) == "50"
        assert written(Decimal("-1.250000")) == "\N{MINUS SIGN}1.25"
        assert written(None) == "–"
        assert with_unit(Decimal("44.800000"), "PC", {}) == "44.8 %"
        assert with_unit(Decimal("7.000000"), "NR", {}) == "7"


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2024", "2024"),
        ("2024-07", "July 2024"),
        ("2024-Q3", "quarter 3 of 2024"),
        ("2024-S2", "half 2 of 2024"),
    ],
)
def test_periods_in_words(period, shown):
    with override("en"):
        assert period_name(period) == shown


def test_letters_are_explained_in_their_order():
    with override("en"):
        assert flag_labels("UB") == [
            "break in the series: not comparable with earlier figures",
            "low reliability: few people were asked",
        ]
