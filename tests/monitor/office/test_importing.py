"""An officer tries a file, reads what it changes, and takes it over; a bad one changes nothing."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.monitor.models import Indicator, Observation, Provenance, Release
from opencity.monitor.office import import_forms
from opencity.monitor.queries import in_force
from tests.accounts.factories import officer
from tests.monitor.factories import figures, indicator, series, text

pytestmark = pytest.mark.django_db

HEAD = "FREQ,REF_AREA,UNIT,period,value\n"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def unit(client):
    client.force_login(officer("unit@example.org", Role.INTEGRATION_UNIT))


def send(client, lines, name="figures.csv", **more):
    content = lines if isinstance(lines, bytes) else (HEAD + lines).encode()
    file = SimpleUploadedFile(name, content)
    asked = {"file": file, "dataset": "rate"} | more
    return client.post(reverse("monitor_office:import"), asked)


def test_first_what_would_change_and_then_the_change(client, unit):
    figures(series(indicator(dataset="rate")), {"2023": "49"})

    tried = send(client, "A,BG,PC,2023,50.5\nA,BG,PC,2024,51\n", dry_run="on")

    said = tried.content.decode()
    assert tried.status_code == 200
    assert "<td>2023</td><td>49</td><td>50,5</td>" in said
    assert [row.value for row in in_force()] == [49]

    done = send(client, "A,BG,PC,2023,50.5\nA,BG,PC,2024,51\n").content.decode()

    assert [float(row.value) for row in in_force().order_by("period")] == [50.5, 51]
    origin = Provenance.objects.exclude(original_name="").get()
    assert (origin.original_name, origin.agent) == ("figures.csv", "import")
    assert reverse("monitor_office:file", args=[origin.pk]) in done


def test_figures_can_wait_for_a_release(client, unit):
    line = series(indicator(dataset="rate"))
    moment = timezone.now() + datetime.timedelta(days=3)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=moment)

    send(client, "A,BG,PC,2024,51\n", release=release.pk)

    assert in_force().count() == 0
    assert line.observations.get().valid_from == moment


def test_a_release_that_is_public_cannot_be_chosen(client, unit):
    past = timezone.now() - datetime.timedelta(days=3)
    release = Release.objects.create(code="past", title=text("Past"), public_from=past)

    answer = send(client, "A,BG,PC,2024,51\n", release=release.pk)

    assert (answer.status_code, Observation.objects.count()) == (422, 0)
    assert list(answer.context["form"].errors) == ["release"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A,BG,PC,2024,1 234,5\n", "2"),
        ("A,BG,PC,soon,1\n", "soon"),
        ("A,BG,PC,2024,1\nA,BG,PC,2024,2\n", "3"),
        (b"\xff\xfeA\x00", "UTF-16"),
        (b"PK\x03\x04nothing", ""),
        (b"", ""),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_changes(client, unit, lines, said):
    indicator(dataset="rate")

    answer = send(client, lines)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="rate"' in answer.content.decode()
    assert (Observation.objects.count(), Provenance.objects.count()) == (0, 0)


def test_a_file_that_would_hold_everybody_up_is_refused_unread(client, unit, monkeypatch):
    monkeypatch.setattr(import_forms, "MOST_MEGABYTES", 0)

    answer = send(client, "A,BG,PC,2024,51\n")

    assert list(answer.context["form"].errors) == ["file"]
    assert Indicator.objects.count() == 0


def test_only_who_may_record_figures_may_import(client):
    client.force_login(officer("editor@example.org", Role.EDITOR))

    assert send(client, "A,BG,PC,2024,51\n").status_code == 302
    assert Observation.objects.count() == 0
