"""A figure that only the city knows is public when a second person approved it."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.monitor.actions import decide_entry, enter_figure
from opencity.monitor.enums import Agent, Decision
from opencity.monitor.models import Entry, Observation, Release
from opencity.monitor.queries import in_force
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, series, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SOURCES = [{"title": "Register of companies, letter of 3 May", "address": ""}]


@pytest.fixture
def line():
    return series(indicator())


@pytest.fixture
def editor():
    return officer("editor@example.org", Role.EDITOR)


@pytest.fixture
def unit():
    return officer("unit@example.org", Role.INTEGRATION_UNIT)


def enter(actor, line, **more):
    values = {"period": "2025", "value": Decimal(120), "sources": SOURCES}
    return enter_figure(actor=actor, series=line, **(values | more))


def test_approved_figure_is_public_with_its_origin(line, editor, unit):
    entry = enter(editor, line)
    assert in_force().count() == 0

    decide_entry(actor=unit, entry=entry, approve=True)

    row = in_force().get()
    assert (row.period, row.value, row.provenance.agent) == ("2025", Decimal(120), Agent.DESK)
    assert row.provenance.sources == SOURCES
    entry.refresh_from_db()
    assert (entry.decision, entry.decided_by, entry.observation) == (Decision.APPROVED, unit, row)


def test_nobody_approves_their_own_figure(line, unit):
    entry = enter(unit, line)

    with pytest.raises(DomainError):
        decide_entry(actor=unit, entry=entry, approve=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(
            decision="approved", decided_by=unit, decided_at="2026-01-01T00:00Z"
        )
    assert in_force().count() == 0


def test_refusal_says_why(line, editor, unit):
    entry = enter(editor, line)

    with pytest.raises(DomainError):
        decide_entry(actor=unit, entry=entry, approve=False, answer=" ")
    decide_entry(actor=unit, entry=entry, approve=False, answer="The letter says 102.")

    assert in_force().count() == 0
    with pytest.raises(DomainError):
        decide_entry(actor=unit, entry=entry, approve=True)


def test_one_figure_of_a_period_waits_at_a_time(line, editor):
    enter(editor, line)

    with pytest.raises(DomainError):
        enter(editor, line)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"period": "soon"}, {"sources": []}])
def test_what_is_missing_is_named(line, editor, wrong):
    with pytest.raises(DomainError):
        enter(editor, line, **wrong)
    assert Entry.objects.count() == 0


def test_a_public_figure_changes_only_with_a_reason(line, editor, unit):
    figures(line, {"2025": "100"})

    with pytest.raises(DomainError):
        enter(editor, line)
    entry = enter(editor, line, reason="Companies were counted twice.")
    decide_entry(actor=unit, entry=entry, approve=True)

    assert in_force().get().reason == "Companies were counted twice."


def test_a_figure_that_stands_already_is_approved_and_makes_no_state(line, editor, unit):
    for reason in ("", "Counted anew."):
        entry = enter(editor, line, reason=reason)
        decide_entry(actor=unit, entry=entry, approve=True)

    first, second = Entry.objects.order_by("pk")
    assert (first.observation, second.observation) == (in_force().get(), None)
    assert second.decision == Decision.APPROVED


def test_a_figure_that_a_release_brings_already_is_approved_for_it(line, editor, unit):
    soon = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=soon)
    figures(line, {"2025": "120"}, release=release)

    decide_entry(actor=unit, entry=enter(editor, line), approve=True, release=release)

    entry = Entry.objects.get()
    assert (entry.decision, entry.observation) == (Decision.APPROVED, None)
    assert (Observation.objects.count(), in_force().count()) == (1, 0)


def test_rights(line, editor):
    with pytest.raises(PermissionDenied):
        enter(officer("owner@example.org", Role.MEASURE_OWNER), line)
    entry = enter(editor, line)
    other = officer("editor2@example.org", Role.EDITOR)
    with pytest.raises(PermissionDenied):
        decide_entry(actor=other, entry=entry, approve=True)
