"""What higher apps are told of an indicator is what its own page says."""

from __future__ import annotations

import datetime

import pytest

from opencity.monitor.judged import Way, judged
from opencity.monitor.models import SeriesBreak
from tests.monitor.factories import define, figures, indicator, series, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def row():
    made = indicator(base_period="2015")
    figures(series(made), {str(2012 + n): str(40 + n) for n in range(13)})
    return made


def way_of(row):
    return judged([row.pk])[row.pk].way


def test_a_steady_way_goes_nearer(row):
    assert way_of(row) is Way.NEARER


def test_a_break_forbids_it_though_another_one_is_still_to_come(row):
    for period in ("2019", "2030"):
        SeriesBreak.objects.create(
            version=row.versions.get(), period=period, reason=text("Another survey")
        )

    assert way_of(row) is Way.UNKNOWN


def test_of_definitions_to_come_the_first_one_counts(row):
    row.versions.update(valid_from=datetime.date(2100, 1, 1))
    define(row, wish="down", valid_from=datetime.date(2101, 1, 1))

    assert way_of(row) is Way.NEARER
