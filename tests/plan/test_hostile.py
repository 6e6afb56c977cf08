"""Text that means harm is shown as text, in every field and every format."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from django.db import models as fields

from opencity.core.texts import Text, languages
from opencity.plan import models
from opencity.plan.enums import VersionStatus
from tests.content import taken_back
from tests.plan.addresses import everything
from tests.plan.factories import edit, whole_plan
from tests.plan.test_pages import Page

pytestmark = pytest.mark.django_db

MARK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
TEMPLATE = "{{ settings.SECRET_KEY }}{% debug %}{# x #}<c-card />"
BIDI = "\u202eevil\u202c\u2066\x0b\x1f"
HOSTILE = f"{MARK}{TEMPLATE}{BIDI}&amp;</title>]]>"


def poison(row) -> dict[str, object]:
    """Return hostile values for every field of a row that people fill in with words."""
    values: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, Text):
            values[field.name] = dict.fromkeys(languages.codes(), HOSTILE)
        elif type(field) is fields.CharField and not field.choices and field.name != "code":
            values[field.name] = HOSTILE[: field.max_length]
    return values


def poisoned_plan() -> models.PlanVersion:
    before = whole_plan(number=1, status=VersionStatus.SUPERSEDED)
    version = whole_plan(number=2, plan=before.plan, based_on=before)
    for name in models.__all__:
        model = getattr(models, name)
        for row in model.objects.all():
            if hasattr(row, "save_revision"):
                edit(row, **poison(row)).publish(skip_permission_checks=True)
    for name in models.__all__:
        model = getattr(models, name)
        if not hasattr(model, "save_revision"):
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(**poison(row))
    for measure in models.Measure.objects.all():
        measure.save_revision(clean=False).publish(skip_permission_checks=True)
    return version


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A plan in which all words of all records are hostile."""
    with django_db_blocker.unblock(), taken_back():
        yield poisoned_plan()


@pytest.fixture
def version(made) -> models.PlanVersion:
    return models.PlanVersion.objects.get(pk=made.pk)


def test_no_page_runs_or_obeys_what_a_text_says(client, version):
    for path in everything(version, ["en", "ar"]):
        answer = client.get(path)
        content = answer.content.decode()
        assert (path, answer.status_code) == (path, 200)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = Page(content)
            assert (path, page.inline, page.foreign) == (path, [], [])
            assert (path, "alert(1)" in content) == (path, True)
            assert (path, "<script>alert" in content) == (path, False)
            assert (path, "<img src=x" in content) == (path, False)
            assert (path, "{{ settings.SECRET_KEY }}" in content) == (path, True)


def test_feed_and_data_stay_well_formed(client, version):
    feed = ET.fromstring(client.get("/en/plan/changes.atom").content)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert all(MARK in str(title) for title in titles)
    assert len(titles) > 3

    ET.fromstring(client.get("/sitemap.xml").content)
    data = json.loads(client.get("/api/v1/plan/").content)
    assert data["measures"][0]["title"]["en"].startswith(MARK)
    linked = json.loads(client.get("/api/v1/plan/plan.jsonld").content)
    assert linked["name"][0]["@value"].startswith(MARK)
    [head, *rows] = csv.reader(
        io.StringIO(client.get("/api/v1/plan/measures.csv").content.decode())
    )
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize(
    "query", [HOSTILE, "<script>", "\x00", "\u202e", "{{ 7|add:7 }}", "' OR 1=1 --", "(((*"]
)
def test_search_shows_what_was_typed_as_text(client, version, query):
    answer = client.get("/en/search/", {"q": query})
    content = answer.content.decode()

    assert answer.status_code == 200
    assert Page(content).inline == []
    assert "<script>alert" not in content
    assert "14" not in str(answer.context["found"].query)
    assert client.get("/api/v1/search", {"q": query}).status_code == 200
