from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from opencity.services.models import Cost, TimeLimit
from opencity.services.wording import doubt, limit, limits, price, prices, with_doubt


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def cost(amount: str, currency: str = "BGN") -> Cost:
    return Cost(amount=Decimal(amount), currency=currency)


def row(amount: int, unit: str, start: str = "") -> TimeLimit:
    return TimeLimit(kind="processing", amount=amount, unit=unit, counts_from=start)


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("110.00", "BGN", "about €56.24 (BGN 110)"),
        ("0.00", "EUR", "free"),
        ("5.00", "EUR", "€5"),
        ("5.50", "EUR", "€5.50"),
        ("20.00", "USD", "20 USD"),
    ],
)
def test_price_shows_euro_first_and_the_source_beside(amount, currency, shown):
    assert price(cost(amount, currency)) == shown


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [
        ([], "not known: ask the office"),
        (["0", "0"], "free"),
        (["7.00"], "about €3.58"),
        (["36.00", "7.00"], "about €3.58 to about €18.41"),
        (["7.00", "0"], "free to about €3.58"),
    ],
)
def test_prices_in_a_few_words(amounts, shown):
    assert prices([cost(amount) for amount in amounts]) == shown


def test_lengths_say_from_when_they_count():
    assert limit(row(3, "month", "arrival")) == "3 months, counted from your arrival"
    assert limit(row(1, "working_day")) == "1 working day"
    assert limits([row(3, "month"), row(1, "working_day"), row(2, "week")]) == (
        "1 working day to 3 months"
    )
    assert limits([row(2, "week"), row(2, "week", "event")]) == "2 weeks"
    assert limits([]) == ""


def test_documented_facts_need_no_remark():
    shown = [doubt(each) for each in ("documented", "general_knowledge", "placeholder")]
    assert shown == ["", "not checked", "to be confirmed by the city"]


def test_short_answers_tell_how_sure_what_they_sum_up_is():
    sure, unsure = Cost(certainty="documented"), Cost(certainty="general_knowledge")
    shown = [with_doubt("€5", rows) for rows in ([sure], [unsure, unsure], [sure, unsure], [])]
    assert shown == ["€5", "€5 (not checked)", "€5 (not all checked)", "€5"]
