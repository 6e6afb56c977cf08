"""The newest changes as Atom, in the reader's language."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from opencity.plan import models
from tests.plan.factories import edit, whole_plan

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def version():
    return whole_plan()


def feed(client, language: str = "en") -> ET.Element:
    answer = client.get(f"/{language}/plan/changes.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def entries(client) -> list[tuple[str, str]]:
    return [
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title"))
        for entry in feed(client).iter(f"{ATOM}entry")
    ]


def test_measures_reports_and_evaluations_are_changes(client, version):
    measure = models.Measure.objects.get()
    report, finding = models.ProgressReport.objects.get(), models.Evaluation.objects.get()
    base = "http://127.0.0.1:8000"

    assert dict(entries(client)) == {
        f"{base}/measure/{measure.pk}": f"{measure.code} {measure.title['en']}",
        f"{base}/report/{report.pk}": f"Progress report: {measure.title['en']}",
        f"{base}/evaluation/{finding.pk}": f"Evaluation: {measure.title['en']}",
    }


def test_feed_speaks_the_readers_language(client, version):
    found = feed(client, "ar")

    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert found.findtext(f"{ATOM}title").endswith(" ar")


def test_newest_change_comes_first_and_keeps_its_name(client, version):
    before = entries(client)
    measure = models.Measure.objects.get()
    edit(measure, title={"bg": "Ново", "en": "New"}).publish()

    after = entries(client)

    assert after[0] == (f"http://127.0.0.1:8000/measure/{measure.pk}", f"{measure.code} New")
    assert {key for key, _title in after} == {key for key, _title in before}


def test_links_of_changes_answer(client, version):
    for entry in feed(client).iter(f"{ATOM}entry"):
        path = entry.find(f"{ATOM}link").get("href").removeprefix("http://127.0.0.1:8000")
        assert (path, client.get(path.split("#")[0]).status_code) == (path, 200)
