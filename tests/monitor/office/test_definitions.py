"""Another definition follows the former one, which stays as it was."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.monitor.models import Observation, SeriesBreak
from opencity.monitor.queries import current_version, in_force
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, series, text

pytestmark = pytest.mark.django_db

DAY = datetime.date(2020, 6, 1)


@pytest.fixture
def row():
    return indicator()


@pytest.fixture
def unit(client):
    client.force_login(officer("unit@example.org", Role.INTEGRATION_UNIT))


def typed(**more):
    return {
        "valid_from": "2024-01-01",
        "concept_bg": "Друго понятие",
        "concept_en": "Another concept",
        "unit": "PC",
        "multiplier": "0",
        "frequency": "A",
        "level": "country",
        "wish": "down",
        "producer_bg": "Евростат",
        "smallest_cell": "5",
        **more,
    }


def add(client, row, **more):
    return client.post(reverse("monitor_office:definitions", args=[row.pk]), typed(**more))


def test_a_definition_follows_with_the_breaks_of_the_former_and_its_own(client, unit, row):
    SeriesBreak.objects.create(version=row.versions.get(), period="2019", reason=text("Old"))

    answer = add(client, row, break_period="2024", break_reason_bg="Ново", break_reason_en="New")

    assert answer.status_code == 302, answer.context["form"].errors
    assert [(each.number, each.wish) for each in row.versions.order_by("number")] == [
        (1, "up"),
        (2, "down"),
    ]
    newest = current_version(row)
    assert (newest.number, newest.smallest_cell) == (2, 5)
    assert [(each.period, each.reason["en"]) for each in newest.broken] == [
        ("2019", "Old"),
        ("2024", "New"),
    ]
    assert current_version(row, DAY).wish == "up"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"concept_bg": "", "concept_en": ""}, "concept"),
        ({"unit": "XX"}, "unit"),
        ({"break_period": "soon"}, "break_period"),
        ({"break_period": "2024"}, "break_reason"),
        ({"lowest": "5", "highest": "1"}, "__all__"),
        ({"wish": "range"}, "__all__"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(client, unit, row, wrong, field):
    answer = add(client, row, **wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Евростат" in answer.content.decode()
    assert row.versions.count() == 1


def test_the_form_begins_with_the_newest_definition(client, unit, row):
    page = client.get(reverse("monitor_office:definitions", args=[row.pk])).content.decode()

    assert "Concept bg" in page
    assert 'value="2020' not in page


def test_editors_read_definitions_and_add_none(client, row):
    client.force_login(officer("editor@example.org", Role.EDITOR))

    page = client.get(reverse("monitor_office:definitions", args=[row.pk]))

    assert (page.status_code, 'name="valid_from"' in page.content.decode()) == (200, False)
    assert add(client, row).status_code == 302
    assert row.versions.count() == 1


def test_the_form_of_an_indicator_leads_to_its_definitions(client, unit, row):
    edit = client.get(reverse("wagtailsnippets_monitor_indicator:edit", args=[row.pk]))
    new = client.get(reverse("wagtailsnippets_monitor_indicator:add"))

    address = reverse("monitor_office:definitions", args=[row.pk])
    assert (address in edit.content.decode(), new.status_code) == (True, 200)


def test_a_stricter_rule_takes_numbers_out_of_what_is_stored(client, unit, row):
    line = series(row, UNIT="PER")
    figures(line, {"2023": "3", "2024": "8"})
    before = timezone.now()
    figures(line, {"2023": "4"}, reason="Counted again.")

    add(client, row, smallest_cell="5")

    for moment in (before, None):
        rows = in_force(moment).order_by("period")
        assert [(each.value, each.flags) for each in rows] == [(None, "C"), (8, "")]
    assert not Observation.objects.filter(value__in=[3, 4]).exists()
