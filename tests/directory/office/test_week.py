"""A week of hours as lines: what people type, and what it becomes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.directory.office.week import WeekField, read_day, written
from opencity.directory.rules import merged
from tests.directory.test_rules import stretches


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("9:00–17:30", "09:00–17:30"),
        ("9-17", "09:00–17:00"),
        ("13.00 — 17.30; 9.00-12.30", "09:00–12:30, 13:00–17:30"),
        (" 09:00-12:30 , ", "09:00–12:30"),
    ],
)
def test_hours_are_read_as_people_write_them(typed, kept):
    assert written(read_day(typed)) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("morning", "“morning” is no time of day. Write hours like 9:00–17:30."),
        ("9:00-25:00", "“9:00-25:00” is no time of day. Write hours like 9:00–17:30."),
        ("17-9", "“17-9” closes before it opens; the later time comes last."),
        ("9-12, 11-14", "These hours overlap: “9-12, 11-14”."),
        ("9-12, 12-14", "These hours overlap: “9-12, 12-14”."),
    ],
)
def test_a_fault_is_named(typed, message):
    with override("en"), pytest.raises(ValidationError) as error:
        read_day(typed)
    assert error.value.messages == [message]


def test_a_fault_names_its_day():
    with override("en"), pytest.raises(ValidationError) as error:
        WeekField().clean(["9-17", "9", "", "", "x", "", ""])
    assert error.value.messages == [
        "Tuesday: “9” is no time of day. Write hours like 9:00–17:30.",
        "Friday: “x” is no time of day. Write hours like 9:00–17:30.",
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(stretches, max_size=3).map(merged))
def test_what_is_written_reads_as_the_same(hours):
    assert read_day(written(hours)) == hours
