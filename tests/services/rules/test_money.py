from __future__ import annotations

from decimal import Decimal

import pytest

from opencity.services.rules.money import in_euro


@pytest.mark.parametrize(
    ("amount", "currency", "euro"),
    [
        ("1.95583", "BGN", "1.00"),
        ("7.00", "BGN", "3.58"),
        ("110.00", "BGN", "56.24"),
        ("0.01", "BGN", "0.01"),
        ("0.00", "BGN", "0.00"),
        ("18.41", "EUR", "18.41"),
    ],
)
def test_leva_become_euro_at_the_fixed_rate(amount, currency, euro):
    assert in_euro(Decimal(amount), currency) == Decimal(euro)


def test_nobody_guesses_another_rate():
    assert in_euro(Decimal("10"), "USD") is None
