"""The page of open data: every data set, where to get it, under which terms."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from opencity.core.registries import datasets
from tests.monitor.factories import figures, indicator, series

pytestmark = pytest.mark.django_db


@pytest.fixture
def rate():
    row = indicator()
    figures(series(row), {"2015": "1", "2024": "2.5"})
    return row


@pytest.mark.parametrize("code", settings.CITY.languages)
def test_every_data_set_stands_there_with_its_formats(client, rate, code):
    html = client.get(f"/{code}/data/").content.decode()

    assert re.findall(r'<section class="flow" id="([^"]+)"', html) == [d.name for d in datasets]
    for data in datasets:
        for path in data.formats.values():
            assert f'href="{path.replace("&", "&amp;")}"' in html
        assert data.address in html
    assert '<li id="monitor-rate"><a href="' in html
    assert '<link rel="alternate" type="text/turtle" href="/data/catalog.ttl">' in html


def test_the_page_is_found(client):
    home = client.get("/en/").content.decode()
    assert '<a href="/en/data/">Open data</a>' in home
    assert "/en/data/</loc>" in client.get("/sitemap.xml").content.decode()


def test_the_address_of_a_data_set_leads_to_the_page_in_the_reader_s_language(client):
    answer = client.get("/data/", headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer["Location"]) == (302, "/ar/data/")
    assert answer["Vary"] == "Accept-Language, Cookie"
