"""All of Sofia's services, in every language of the site."""

from __future__ import annotations

import gzip

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from opencity.core.texts import languages
from opencity.services.models import Service
from tests.plan.test_pages import Page
from tests.services.test_hostile import DATA_BLOCK

pytestmark = [pytest.mark.usefixtures("sofia"), pytest.mark.django_db]

FIRST_VIEW = 60_000
LOADED = (
    "theme/opencity.css",
    "brand/tokens.css",
    "brand/logo.svg",
    "theme/htmx.min.js",
    "theme/offline.js",
)


def test_every_service_answers_in_every_language_safely_and_lightly(client):
    slugs = list(Service.objects.live().order_by("code").values_list("slug", flat=True))
    assert len(slugs) == 48
    with_every_page = sum(len(gzip.compress(_static(name))) for name in LOADED)
    heaviest = 0
    for slug in slugs:
        for language in languages.codes():
            path = f"/{language}/services/{slug}/"
            answer = client.get(path)
            assert (path, answer.status_code) == (path, 200)
            page = Page(DATA_BLOCK.sub("", answer.content.decode()))
            direction = "rtl" if language == "ar" else "ltr"
            assert (path, page.root) == (path, {"lang": language, "dir": direction})
            assert (path, page.inline, page.foreign) == (path, [], [])
            assert (path, answer.headers.get("Set-Cookie")) == (path, None)
            assert (path, b"csrfmiddlewaretoken" in answer.content) == (path, False)
            heaviest = max(heaviest, len(gzip.compress(answer.content)))
    assert with_every_page + heaviest < FIRST_VIEW


def _static(name: str) -> bytes:
    found = finders.find(name)
    assert found, settings.STATICFILES_DIRS
    with open(found, "rb") as file:
        return file.read()


def test_data_of_every_service_is_complete(client):
    listed = client.get("/api/v1/services/?size=100").json()
    assert [row["code"] for row in listed["services"]] == [f"S{n:02}" for n in range(1, 49)]
    found = client.get("/api/v1/services/S07/").json()
    assert (found["title"]["bg"], found["provider"]) == (
        "Синя карта на ЕС",
        "migration-directorate",
    )
    origin = found["text_origins"]["title"]["uk"]
    assert (origin["origin"], origin["outdated"], origin["reviewed"]) == ("machine", False, False)


def test_measure_counts_the_services(client):
    page = client.get("/en/plan/measures/start-sofia/")
    counts = {count.row.register: count.number for count in page.context["counts"]}
    assert counts == {"services": 48, "services-checked": 0}


def test_help_names_the_emergency_number_and_legal_aid(client):
    page = client.get("/uk/help/").content.decode()
    for words in ('href="tel:112"', 'href="tel:070018250"', "/uk/services/free-legal-aid/"):
        assert (words, words in page) == (words, True)
