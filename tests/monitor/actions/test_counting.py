"""The site counts its own registers; nobody types what it knows."""

from __future__ import annotations

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
    register = MeasuredRegister(
        "books", "Books", lambda codes: books.get(codes["LANGUAGE"]), lambda: "/books/"
    )
    monkeypatch.setattr(measured_registers, "_entries", {"books": register})
    return books


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
