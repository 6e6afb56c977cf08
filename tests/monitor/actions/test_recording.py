"""A new state of a figure stands beside the old one, never over it."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.monitor.actions import NewFigure, postpone, record, withdraw
from opencity.monitor.models import Observation, Release
from opencity.monitor.queries import in_force, public_figures
from tests.accounts.factories import officer
from tests.monitor.factories import define, figures, indicator, provenance, series, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def line():
    return series(indicator())


def now_in_force(line, as_of=None):
    rows = public_figures(as_of).filter(series=line).order_by("period")
    return [(row.period, row.value, row.flags) for row in rows]


def test_what_is_the_same_stays_and_what_differs_gets_another_state(line):
    first = figures(line, {"2023": "50", "2024": "51"})
    before = timezone.now()
    again = figures(line, {"2023": "50.0", "2024": "51.5"}, reason="Revised by the office.")

    assert [(each.new, each.changed, each.same) for each in (first, again)] == [
        (2, 0, 0),
        (0, 1, 1),
    ]
    assert now_in_force(line) == [("2023", Decimal(50), ""), ("2024", Decimal("51.5"), "")]
    assert now_in_force(line, before) == [("2023", Decimal(50), ""), ("2024", Decimal(51), "")]
    change = again.changes[0]
    assert (change.before, change.after) == ((Decimal(51), ""), (Decimal("51.5"), ""))
    assert Observation.objects.get(value="51.5").reason == "Revised by the office."


def test_another_flag_is_another_state(line):
    figures(line, {"2024": "51"}, "P")
    figures(line, {"2024": "51"})

    assert now_in_force(line) == [("2024", Decimal(51), "")]
    assert Observation.objects.count() == 2


def test_a_figure_under_embargo_is_seen_nowhere_before_its_moment(line):
    figures(line, {"2024": "51"})
    to_come = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="autumn", title=text("Autumn"), public_from=to_come)

    figures(line, {"2024": "60", "2025": "61"}, release=release)

    assert now_in_force(line) == [("2024", Decimal(51), "")]
    late = to_come + datetime.timedelta(days=1)
    assert now_in_force(line, late) == [("2024", Decimal(51), "")]
    assert Observation.objects.get(value=51).valid_to == to_come


def test_a_correction_before_the_release_holds_until_then(line):
    figures(line, {"2024": "51"})
    to_come = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="autumn", title=text("Autumn"), public_from=to_come)
    figures(line, {"2024": "60"}, release=release)

    figures(line, {"2024": "52"}, reason="A slip.")

    assert now_in_force(line) == [("2024", Decimal(52), "")]
    assert Observation.objects.get(value=52).valid_to == to_come
    assert Observation.objects.get(value=60).valid_to is None


def test_a_release_can_be_moved_until_it_is_public(line):
    figures(line, {"2024": "51"})
    to_come = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="autumn", title=text("Autumn"), public_from=to_come)
    figures(line, {"2024": "60"}, release=release)
    later = to_come + datetime.timedelta(days=4)

    postpone(actor=None, release=release, until=later)

    rows = Observation.objects.order_by("value").values_list("value", "valid_to", "valid_from")
    assert [row[:2] for row in rows] == [(Decimal(51), later), (Decimal(60), None)]
    assert rows[1][2] == later
    with pytest.raises(DomainError, match="не е настъпил"):
        postpone(actor=None, release=release, until=timezone.now())
    Release.objects.update(public_from=timezone.now())
    release.refresh_from_db()
    with pytest.raises(DomainError):
        postpone(actor=None, release=release, until=later)


def in_days(days):
    return timezone.now() + datetime.timedelta(days=days)


def to_come(days, code="autumn"):
    return Release.objects.create(code=code, title=text("Autumn"), public_from=in_days(days))


def validities(line):
    rows = Observation.objects.filter(series=line).order_by("value")
    return list(rows.values_list("value", "valid_from", "valid_to"))


def test_figures_wait_for_the_moment_to_which_their_release_was_moved_meanwhile(line):
    release = to_come(3)
    as_it_was = Release.objects.get()
    postpone(actor=None, release=release, until=in_days(9))

    figures(line, {"2024": "60"}, release=as_it_was)
    assert Observation.objects.get().valid_from == Release.objects.get().public_from

    postpone(actor=None, release=as_it_was, until=in_days(12))
    assert Observation.objects.get().valid_from == Release.objects.get().public_from


def test_moving_takes_every_figure_along_that_is_not_public_yet(line):
    figures(line, {"2024": "51"})
    release = to_come(3)
    figures(line, {"2024": "60"}, release=release)
    astray = in_days(2)
    Observation.objects.filter(value=60).update(valid_from=astray)
    Observation.objects.filter(value=51).update(valid_to=astray)

    postpone(actor=None, release=release, until=(until := in_days(9)))

    assert [row[1:] for row in validities(line)] == [
        (Observation.objects.get(value=51).valid_from, until),
        (until, None),
    ]


@pytest.mark.parametrize(("moved", "days"), [("first", 8), ("first", 5), ("second", 2)])
def test_a_release_is_not_moved_across_another_of_the_same_figures(line, moved, days):
    figures(line, {"2024": "51"})
    moments = {"first": in_days(3), "second": in_days(5)}
    for value, (code, moment) in zip(("60", "70"), moments.items(), strict=True):
        release = Release.objects.create(code=code, title=text(code), public_from=moment)
        figures(line, {"2024": value}, release=release)
    before = validities(line)
    until = moments["second"] if days == 5 else in_days(days)

    with pytest.raises(DomainError, match="има друго публикуване на същите стойности"):
        postpone(actor=None, release=Release.objects.get(code=moved), until=until)

    assert validities(line) == before
    assert dict(Release.objects.values_list("code", "public_from")) == moments
    postpone(actor=None, release=Release.objects.get(code="second"), until=(later := in_days(9)))
    postpone(actor=None, release=Release.objects.get(code="first"), until=(sooner := in_days(1)))
    assert [row[1:] for row in validities(line)][1:] == [(sooner, later), (later, None)]


def test_moving_takes_as_many_queries_for_one_figure_as_for_many(line):
    one, many = to_come(3, "one"), to_come(3, "many")
    periods = [str(year) for year in range(1980, 2020)]
    figures(line, dict.fromkeys([*periods, "2024"], "51"))
    figures(line, {"2024": "60"}, release=one)
    figures(line, dict.fromkeys(periods, "60"), release=many)

    counts = []
    for release in (one, many):
        with CaptureQueriesContext(connection) as made:
            postpone(actor=None, release=release, until=in_days(9))
        counts.append(len(made))
    assert counts[0] == counts[1] <= 21
    until = Release.objects.get(code="many").public_from
    assert Observation.objects.filter(valid_to=until, value=51).count() == 40


def test_withdrawn_before_its_moment_a_figure_never_comes_and_nothing_ends(line):
    figures(line, {"2024": "51"})
    release = to_come(3)
    figures(line, {"2024": "60", "2025": "61"}, release=release)
    for row in Observation.objects.filter(release=release):
        withdraw(actor=None, observation=row, reason="Sent by mistake.")

    figures(line, {"2024": "52", "2025": "53"}, reason="A slip.")
    postpone(actor=None, release=release, until=in_days(9))

    lasting = Observation.objects.filter(valid_to=None).values_list("value", flat=True)
    assert sorted(lasting) == [Decimal(52), Decimal(53)]
    assert now_in_force(line) == [("2024", Decimal(52), ""), ("2025", Decimal(53), "")]


def test_withdrawn_between_two_states_a_figure_leaves_no_gap(line):
    figures(line, {"2024": "51"})
    first, second = to_come(3, "first"), to_come(5, "second")
    figures(line, {"2024": "60"}, release=first)
    figures(line, {"2024": "70"}, release=second)

    withdraw(actor=None, observation=Observation.objects.get(value=60), reason="A mistake.")
    assert Observation.objects.get(value=51).valid_to == second.public_from

    withdraw(actor=None, observation=Observation.objects.get(value=51), reason="A mistake.")
    assert now_in_force(line) == []
    assert Observation.objects.get(value=70).valid_to is None


def test_withdrawing_needs_a_reason(line):
    figures(line, {"2024": "51"})

    with pytest.raises(DomainError, match="Причина: кажете"):
        withdraw(actor=None, observation=in_force().get(), reason=" ")
    assert in_force().count() == 1


def test_withdrawn_figures_are_seen_as_of_earlier_days_only(line):
    figures(line, {"2024": "51"})
    before = timezone.now()
    withdraw(actor=None, observation=in_force().get(), reason="Counted twice.")

    assert (now_in_force(line), now_in_force(line, before)) == ([], [("2024", Decimal(51), "")])
    with pytest.raises(DomainError):
        withdraw(actor=None, observation=Observation.objects.get(), reason="Again.")


def test_figures_of_a_draft_are_not_public():
    line = series(indicator(live=False))
    figures(line, {"2024": "51"})

    assert (now_in_force(line), in_force().count()) == ([], 1)


def test_all_or_nothing(line):
    def half():
        yield NewFigure(line, "2024", Decimal(1))
        yield NewFigure(line, "no period", Decimal(1))

    with pytest.raises(ValueError, match="no period"):
        record(actor=None, figures=half(), provenance=provenance())
    assert Observation.objects.count() == 0


def test_a_figure_is_never_changed_or_deleted(line):
    figures(line, {"2024": "51"})
    row = in_force().get()
    row.value = Decimal(99)

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_the_database_holds_one_state_in_force(line):
    figures(line, {"2024": "51"})
    row = in_force().get()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert connection.is_usable()


def test_recording_needs_the_right(line):
    with pytest.raises(PermissionDenied):
        record(
            actor=officer("editor@example.org", Role.EDITOR),
            figures=[NewFigure(line, "2024", Decimal(1))],
            provenance=provenance(),
        )


@pytest.mark.parametrize(
    ("value", "stored"), [("4", (None, "C")), ("5", (Decimal(5), "")), ("0", (Decimal(0), ""))]
)
def test_a_count_of_few_people_is_stored_without_its_value(value, stored):
    line = series(counted(smallest=5), UNIT="PER")

    found = figures(line, {"2024": value})

    row = Observation.objects.get()
    assert (row.value, row.flags) == stored
    assert found.kept_back == (stored[0] is None)


def test_a_rate_of_few_people_asked_is_stored_without_its_value(line):
    define(line.indicator, smallest_cell=30)
    few = NewFigure(
        line, "2024", Decimal(51), "U", low=Decimal(40), high=Decimal(60), sample_size=29
    )
    many = NewFigure(line, "2023", Decimal(50), sample_size=30)

    record(actor=None, figures=[few, many], provenance=provenance())

    assert now_in_force(line) == [("2023", Decimal(50), ""), ("2024", None, "CU")]
    row = Observation.objects.get(period="2024")
    assert (row.low, row.high, row.sample_size) == (None, None, None)


def counted(smallest):
    row = indicator("people")
    define(row, smallest_cell=smallest, unit="PER")
    return row


def test_a_year_and_its_first_month_are_not_in_one_series(line):
    figures(line, {"2024": "51"})

    with pytest.raises(DomainError, match="2024-01"):
        figures(line, {"2024-01": "50"})
    with pytest.raises(DomainError, match="2023-01"):
        figures(line, {"2023": "50", "2023-01": "50"})
    assert now_in_force(line) == [("2024", Decimal(51), "")]
