"""The feed tells of public figures only, each state once."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from opencity.monitor.models import Release
from tests.monitor.factories import figures, indicator, series, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, language="en"):
    answer = client.get(f"/{language}/monitor/figures.atom")
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (
        200,
        "application/atom+xml",
    )
    found = ElementTree.fromstring(answer.content).findall("a:entry", ATOM)
    return [
        (entry.findtext("a:title", "", ATOM), entry.findtext("a:summary", "", ATOM))
        for entry in found
    ]


def test_an_indicator_stands_with_its_newest_figure(client):
    line = series(indicator())
    figures(line, {"2023": "50", "2024": "50.9"})

    assert entries(client) == [("Title of rate", "Series headline, 2024: 50.9 %.")]
    assert entries(client, "bg")[0] == ("Title of rate bg", "Series headline bg, 2024: 50,9 %.")


def test_a_correction_says_why(client):
    line = series(indicator())
    figures(line, {"2024": "50.9"})
    figures(line, {"2024": "51"}, reason="Revised by the office.")

    assert entries(client) == [
        ("Title of rate", "Series headline, 2024: 51 %. Revised by the office.")
    ]


def test_what_is_under_embargo_or_a_draft_is_not_told(client):
    release = Release.objects.create(
        code="soon", title=text("Soon"), public_from=timezone.now() + datetime.timedelta(days=1)
    )
    figures(series(indicator()), {"2024": "50.9"}, release=release)
    figures(series(indicator("draft", live=False)), {"2024": "3"})

    assert entries(client) == []


def test_the_feed_is_kept_no_longer_than_to_the_next_release(client):
    figures(series(indicator()), {"2023": "50"})
    moment = timezone.now() + datetime.timedelta(minutes=10)
    Release.objects.create(code="soon", title=text("Soon"), public_from=moment)

    said = client.get("/en/monitor/figures.atom").headers["Surrogate-Control"]

    assert 0 < int(said.partition("max-age=")[2].partition(",")[0]) <= 600
