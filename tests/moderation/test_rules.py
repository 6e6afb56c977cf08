from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.moderation.rules import erase_contact_after, looks_like_spam

DAY = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "seconds", "spam"),
    [
        ("The office is closed on Monday.", 40, False),
        ("The office is closed on Monday.", None, False),
        ("The office is closed on Monday.", 1.2, True),
        ("See https://a.example and https://b.example", 40, False),
        ("http://a.example www.b.example [url=c] buy", 40, True),
    ],
)
def test_spam_is_many_links_or_too_quick(text, seconds, spam):
    assert looks_like_spam(text, seconds=seconds) is spam


def test_address_is_kept_for_half_a_year_or_a_month_after_the_answer():
    assert erase_contact_after(DAY) == datetime.date(2026, 8, 28)
    assert erase_contact_after(DAY, DAY) == datetime.date(2026, 3, 31)


@given(st.dates(max_value=datetime.date(9000, 1, 1)), st.integers(0, 2000))
def test_an_answer_never_keeps_an_address_longer(received, days):
    answered = received + datetime.timedelta(days=days)

    assert erase_contact_after(received, answered) <= erase_contact_after(received)
