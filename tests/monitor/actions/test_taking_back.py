"""A file that should not have come in goes, and what it replaced is there again."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.monitor.actions import TakenBack, take_back, withdraw
from opencity.monitor.models import Observation, Release, Series
from opencity.monitor.queries import public_figures
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, provenance, series, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def line():
    return series(indicator())


def brought(line, values, **more):
    origin = provenance()
    figures(line, values, provenance=origin, **more)
    return origin


def now_in_force(as_of=None):
    rows = public_figures(as_of).order_by("period")
    return {row.period: row.value for row in rows}


def go(origin, reason="The wrong file."):
    return take_back(actor=None, origin=origin, reason=reason)


def release_in(days):
    moment = timezone.now() + datetime.timedelta(days=days)
    return Release.objects.create(code=f"in-{days}", title=text("Soon"), public_from=moment)


def test_what_the_file_replaced_returns_and_what_it_added_goes(line):
    good = brought(line, {"2023": "50", "2024": "51"})
    wrong = brought(line, {"2024": "99", "2025": "100"})
    between = timezone.now()

    assert go(wrong) == TakenBack(ended=2, restored=1)

    assert now_in_force() == {"2023": 50, "2024": 51}
    assert now_in_force(between) == {"2023": 50, "2024": 99, "2025": 100}
    again = public_figures().get(period="2024")
    assert (again.provenance, again.reason) == (good, "The wrong file.")


def test_what_came_later_stays_and_what_was_taken_back_never_returns(line):
    wrong = brought(line, {"2024": "99"})
    later = brought(line, {"2024": "52"})

    assert go(wrong) == TakenBack(ended=0, restored=0)
    assert now_in_force() == {"2024": 52}
    assert go(later) == TakenBack(ended=1, restored=0)
    assert now_in_force() == {}


@settings(max_examples=40)
@given(st.lists(st.integers(-4, -1) | st.just(0), max_size=9))
def test_what_stands_is_the_last_that_was_not_taken_back(steps):
    """A step brings another value (0), or takes one of the files back."""
    line = series(indicator(f"rate-{Series.objects.count()}"))
    origins: list = []
    for number, step in enumerate(steps):
        if step == 0:
            origins.append([brought(line, {"2024": str(number)}), Decimal(number), True])
        elif origins and origins[step % len(origins)][2]:
            go(origins[step % len(origins)][0])
            origins[step % len(origins)][2] = False
    standing = [value for _origin, value, stands in origins if stands]

    found = public_figures().filter(series=line)
    assert [row.value for row in found] == standing[-1:]


def test_what_waits_for_a_release_never_comes(line):
    brought(line, {"2024": "51"})
    release = release_in(3)
    wrong = brought(line, {"2024": "99", "2025": "100"}, release=release)

    assert go(wrong) == TakenBack(ended=2, restored=1)

    after = release.public_from + datetime.timedelta(days=1)
    coming = Observation.objects.filter(valid_from__lte=after, valid_to=None)
    assert [(row.period, row.value) for row in coming] == [("2024", 51)]


def test_what_stands_before_a_release_returns_until_the_release(line):
    brought(line, {"2024": "50"})
    wrong = brought(line, {"2024": "99"})
    release = release_in(3)
    brought(line, {"2024": "51"}, release=release)

    go(wrong)

    assert now_in_force() == {"2024": 50}
    assert public_figures().get().valid_to == release.public_from


def test_a_figure_withdrawn_before_the_file_stays_withdrawn(line):
    brought(line, {"2024": "50"})
    withdraw(actor=None, observation=Observation.objects.get(), reason="Nobody knows it.")
    wrong = brought(line, {"2024": "99"})

    assert go(wrong) == TakenBack(ended=1, restored=0)
    assert now_in_force() == {}


def test_a_reason_is_needed_and_once_is_enough(line):
    wrong = brought(line, {"2024": "99"})

    with pytest.raises(DomainError):
        go(wrong, " ")
    assert now_in_force() == {"2024": 99}
    go(wrong)
    with pytest.raises(DomainError):
        go(wrong)


def test_only_who_may_change_figures_takes_them_back(line):
    wrong = brought(line, {"2024": "99"})

    with pytest.raises(PermissionDenied):
        take_back(actor=officer("e@example.org", Role.EDITOR), origin=wrong, reason="No.")
    assert now_in_force() == {"2024": 99}
