"""An officer finds the file that was wrong and takes it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opencity.accounts.roles import Role
from opencity.monitor.enums import Agent
from opencity.monitor.models import Provenance
from opencity.monitor.queries import in_force
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, provenance, series

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client):
    client.force_login(officer("unit@example.org", Role.INTEGRATION_UNIT))


@pytest.fixture
def wrong():
    line = series(indicator(dataset="rate"))
    figures(line, {"2024": "51"})
    origin = provenance(agent=Agent.IMPORT)
    Provenance.objects.filter(pk=origin.pk).update(original_name="wrong.csv", dataset="rate")
    figures(line, {"2024": "99", "2025": "100"}, provenance=origin)
    return reverse("monitor_office:file", args=[origin.pk])


def values():
    return [(row.period, row.value) for row in in_force().order_by("period")]


def test_the_file_is_found_read_and_taken_back(client, unit, wrong):
    listed = client.get(reverse("monitor_office:files")).content.decode()
    assert f'<a href="{wrong}">wrong.csv</a>' in listed
    assert "(rate): 2" in client.get(wrong).content.decode()

    answer = client.post(wrong, {"reason": "The figures of another city."})

    assert answer.headers["Location"] == wrong
    assert values() == [("2024", 51)]
    after = client.get(wrong).content.decode()
    assert 'name="reason"' not in after
    assert "(rate)" not in after


def test_without_a_reason_nothing_is_taken_back(client, unit, wrong):
    answer = client.post(wrong, {"reason": " "})

    assert answer.status_code == 422
    assert len(values()) == 2


def test_who_only_reads_sees_the_file_and_cannot_take_it_back(client, wrong):
    client.force_login(officer("editor@example.org", Role.EDITOR))

    assert 'name="reason"' not in client.get(wrong).content.decode()
    client.post(wrong, {"reason": "No."})
    assert len(values()) == 2


def test_figures_that_came_in_another_way_are_no_files(client, unit):
    origin = provenance()

    assert client.get(reverse("monitor_office:file", args=[origin.pk])).status_code == 404
