"""Text that means harm is shown as text, in every field and every format."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.apps import apps
from django.db import models as fields

from opencity.core.texts import Text, languages
from opencity.services.models import Service
from opencity.translation.models import GlossaryTerm
from tests.plan.factories import edit
from tests.plan.test_hostile import HOSTILE
from tests.plan.test_pages import Page
from tests.services.addresses import everything
from tests.services.factories import SOURCES, whole_service

pytestmark = pytest.mark.django_db

DATA_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LEFT_ALONE = {"code", "currency"}


def poison(row) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, Text):
            values[field.name] = dict.fromkeys(languages.codes(), HOSTILE)
        elif type(field) is fields.CharField and not field.choices and field.name not in LEFT_ALONE:
            values[field.name] = HOSTILE[: field.max_length]
        elif field.name == "sources":
            values[field.name] = [{"title": HOSTILE, "address": SOURCES[0]["address"]}]
    return values


@pytest.fixture
def service():
    """Return a service in which all words of all records are hostile."""
    made = whole_service()
    models = [
        GlossaryTerm,
        *apps.get_app_config("directory").get_models(),
        *apps.get_app_config("services").get_models(),
    ]
    publishable = [model for model in models if hasattr(model, "save_revision")]
    for model in models:
        if model not in publishable:
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(**poison(row))
    for model in publishable:
        for row in model.objects.filter(live=True):
            row.save_revision(clean=False)
            edit(row, **poison(row)).publish(skip_permission_checks=True)
    return Service.objects.get(pk=made.pk)


def test_no_page_runs_or_obeys_what_a_text_says(client, service):
    for path in everything(["ar"]):
        answer = client.get(path)
        content = answer.content.decode()
        assert (path, answer.status_code) == (path, 200)
        if answer.headers["Content-Type"].startswith("text/html"):
            page = Page(DATA_BLOCK.sub("", content))
            assert (path, page.inline, page.foreign) == (path, [], [])
            assert (path, "alert(1)" in content) == (path, True)
            assert (path, "<script>alert" in content) == (path, False)
            assert (path, "<img src=x" in content) == (path, False)
            assert (path, "{{ settings.SECRET_KEY }}" in content) == (path, True)


def test_data_stays_well_formed(client, service):
    page = client.get(f"/en/services/{service.slug}/").content.decode()
    [block] = DATA_BLOCK.findall(page)
    assert json.loads(block)["name"].startswith("<script>alert(1)")
    assert not set("<>&") & set(block)
    ET.fromstring(client.get("/sitemap.xml").content)
    data = client.get(f"/api/v1/services/{service.code}/").json()
    assert data["steps"][0]["title"]["en"].startswith("<script>alert(1)")


@pytest.mark.parametrize("value", ["%00", "%E2%80%AE", "<script>", "'%20OR%201=1", "x" * 900])
def test_addresses_that_mean_harm_are_answered_with_words(client, value):
    for name in ("topic", "life_event", "group"):
        assert client.get(f"/en/services/?{name}={value}").status_code == 404
        status = 422 if name == "group" else 404
        assert client.get(f"/api/v1/services/?{name}={value}").status_code == status
    assert client.get(f"/en/services/?page={value}").status_code == 200
    for parameter in ("page", "size", "updated_since"):
        assert client.get(f"/api/v1/services/?{parameter}={value}").status_code == 422
    assert client.get(f"/en/services/{value}/").status_code == 404
    assert client.get(f"/api/v1/services/{value}/").status_code == 404
