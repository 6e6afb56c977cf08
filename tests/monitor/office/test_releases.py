"""The calendar of releases: what is announced waits, and can be moved until it is public."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.monitor.models import Entry, Release
from opencity.monitor.queries import in_force
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, series, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client):
    person = officer("unit@example.org", Role.INTEGRATION_UNIT)
    client.force_login(person)
    return person


def in_days(days):
    return timezone.now().replace(microsecond=0) + datetime.timedelta(days=days)


def typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def announce(client, moment, **more):
    asked = {"title_bg": "Анкета", "title_en": "Survey", "code": "survey", "public_from": moment}
    return client.post(reverse("monitor_office:announce"), asked | more)


def test_announced_seen_and_moved(client, unit):
    answer = announce(client, typed(in_days(3)))
    release = Release.objects.get()
    assert answer.headers["Location"] == reverse("monitor_office:release", args=[release.pk])
    figures(series(indicator()), {"2025": "51"}, release=release)

    page = client.get(reverse("monitor_office:release", args=[release.pk])).content.decode()
    assert "(rate): 1" in page
    assert "survey" in page
    client.post(reverse("monitor_office:release", args=[release.pk]), {"until": typed(in_days(9))})

    release.refresh_from_db()
    assert release.public_from.date() == in_days(9).date()
    assert release.observations.get().valid_from == release.public_from
    assert in_force().count() == 0
    assert "Анкета" in client.get(reverse("monitor_office:releases")).content.decode()


def test_a_moment_that_is_over_is_refused_and_nothing_typed_is_lost(client, unit):
    answer = announce(client, typed(in_days(-1)))

    assert (answer.status_code, Release.objects.count()) == (422, 0)
    assert 'value="survey"' in answer.content.decode()
    assert announce(client, "soon").status_code == 422


def test_a_code_is_given_once(client, unit):
    announce(client, typed(in_days(3)))

    assert announce(client, typed(in_days(4))).status_code == 422
    assert Release.objects.count() == 1


def test_what_is_public_cannot_be_moved(client, unit):
    release = Release.objects.create(code="past", title=text("Past"), public_from=in_days(-1))
    address = reverse("monitor_office:release", args=[release.pk])

    assert 'name="until"' not in client.get(address).content.decode()
    assert client.post(address, {"until": typed(in_days(3))}).status_code == 422


def test_editors_look_and_do_not_announce(client):
    client.force_login(officer("editor@example.org", Role.EDITOR))

    assert client.get(reverse("monitor_office:releases")).status_code == 200
    assert announce(client, typed(in_days(3))).status_code == 302
    assert Release.objects.count() == 0


def test_an_approved_figure_can_wait_for_a_release(client, unit):
    line = series(indicator())
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=in_days(3))
    entry = Entry.objects.create(
        series=line,
        period="2025",
        value="12",
        sources=[{"title": "Letter", "address": ""}],
        entered_by=officer("editor@example.org", Role.EDITOR),
    )

    address = reverse("monitor_office:entry", args=[entry.pk])
    client.post(address, {"approve": "yes", "release": release.pk})

    entry.refresh_from_db()
    assert entry.observation.valid_from == release.public_from
    assert in_force().count() == 0
