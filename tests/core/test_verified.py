from __future__ import annotations

import datetime

import pytest

from opencity.core.verified import Verified

TODAY = datetime.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("review_after", "due"),
    [
        (None, False),
        (datetime.date(2026, 2, 1), False),
        (datetime.date(2026, 1, 31), True),
        (datetime.date(2025, 1, 31), True),
    ],
)
def test_fact_is_due_from_its_day_on(review_after, due):
    class Fact(Verified):
        class Meta:
            abstract = True

    fact = Fact.__new__(Fact)
    fact.__dict__["review_after"] = review_after

    assert Verified.is_due(fact, TODAY) is due
