"""The site counts its own registers; nobody types what it knows."""

from __future__ import annotations

import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from opencity.core.registries import MeasuredRegister, measured_registers
from opencity.monitor.actions.counting import count_registers
from opencity.monitor.enums import Agent
from opencity.monitor.models import Series
from opencity.monitor.queries import in_force
from tests.monitor.factories import indicator, series

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def shelf(monkeypatch):
    """A register of books by language."""
    books = {"EN": Decimal(3), "BG": Decimal(5)}
    offer(monkeypatch, books)
    return books


def offer(monkeypatch, books, dimensions=frozenset({"LANGUAGE"}), **more):
    register = MeasuredRegister(
        "books",
        "Books",
        lambda codes: books.get(codes["LANGUAGE"]),
        lambda: "/books/",
        dimensions,
        **more,
    )
    monkeypatch.setattr(measured_registers, "_entries", {"books": register})


@pytest.fixture
def lines(shelf):
    row = indicator()
    made = [series(row, LANGUAGE=code) for code in ("EN", "BG", "XX")]
    Series.objects.update(register="books")
    return made


def counted():
    rows = in_force().order_by("series__key")
    return [(row.series.dimensions["LANGUAGE"], row.period, row.value) for row in rows]


def test_registers_become_figures_of_the_month(lines, shelf):
    month = f"{timezone.localdate():%Y-%m}"

    first, again = count_registers(), count_registers()

    assert (first.new, again.new, again.same) == (2, 0, 2)
    assert counted() == [("BG", month, Decimal(5)), ("EN", month, Decimal(3))]
    assert in_force().first().provenance.agent == Agent.REGISTER

    shelf["EN"] = Decimal(4)
    assert count_registers().changed == 1
    assert counted()[1] == ("EN", month, Decimal(4))


def test_a_register_that_nobody_offers_is_left_alone(lines, monkeypatch, caplog):
    monkeypatch.setattr(measured_registers, "_entries", {})

    assert count_registers().new == 0
    assert "books" in caplog.text


@pytest.mark.parametrize(
    ("frequency", "period"), [("A", "2026"), ("Q", "2026-Q3"), ("M", "2026-08")]
)
def test_a_register_says_for_which_periods_it_counts(lines, shelf, monkeypatch, frequency, period):
    offer(monkeypatch, shelf, frequency=frequency)
    monkeypatch.setattr(timezone, "localdate", lambda *_: datetime.date(2026, 8, 31))

    count_registers()

    assert {row[1] for row in counted()} == {period}


def test_a_small_cell_of_a_register_is_seen_by_nobody(lines, shelf, monkeypatch):
    offer(monkeypatch, shelf, smallest_cell=5)

    count_registers()

    assert [(row.value, row.flags) for row in in_force().order_by("series__key")] == [
        (Decimal(5), ""),
        (None, "C"),
    ]


def test_what_a_register_does_not_tell_apart_is_not_counted(lines, shelf, monkeypatch, caplog):
    offer(monkeypatch, shelf, frozenset())

    assert count_registers().new == 0
    assert "books does not tell LANGUAGE apart." in caplog.text


def test_the_command_counts_on_demand(lines):
    said = StringIO()
    call_command("monitor", "count", stdout=said)
    assert said.getvalue() == "2 figures new, 0 changed, 0 the same\n"


def test_the_page_leads_to_the_rows(lines, client):
    count_registers()

    assert 'href="/books/"' in client.get("/en/monitor/rate/").content.decode()


def test_every_register_of_the_site_answers():
    from opencity.core.registries import measured_registers as every

    found = {each.name: each.measure({"LANGUAGE": "TOTAL"}) for each in every}

    assert set(found) == {"services", "services-checked", "translations", "plan-progress"}
    assert {name: value for name, value in found.items() if name != "translations"} == {
        "services": 0,
        "services-checked": 0,
        "plan-progress": 0,
    }
    assert [each.name for each in every if not each.url()] == ["translations"]
