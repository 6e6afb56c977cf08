from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from opencity.theme.samples import sample_picture, samples

COMPONENTS = Path(settings.BASE) / "opencity" / "theme" / "templates" / "cotton"
GALLERY = COMPONENTS.parent / "theme" / "gallery.html"
# Parts of the frame or of other components, so that a gallery page shows them all the same.
SHOWN_BY_OTHERS = {"breadcrumbs", "messages", "keep-offline"}


@pytest.mark.parametrize("code", settings.CITY.languages)
def test_the_gallery_answers_in_every_language(client: Client, code: str) -> None:
    assert client.get(f"/{code}/gallery/").status_code == 200


def test_the_gallery_shows_every_component() -> None:
    shown = set(re.findall(r"<c-([a-z-]+)", GALLERY.read_text())) - {"slot", "vars"}
    components = {path.stem.replace("_", "-") for path in COMPONENTS.glob("*.html")}
    assert shown == components - SHOWN_BY_OTHERS


def test_the_picture_shows_every_measure_with_its_state_in_words(client: Client) -> None:
    html = client.get("/en/gallery/").content.decode()
    table = html[html.index('<div class="picture">') : html.index('<p class="picture-key">')]
    marks = re.findall(r'data-sphere="(\w+)" data-status="(\w+)" aria-hidden="true"></span>', table)
    expected = [
        (cell["sphere"], measure["status"])
        for row in sample_picture()["rows"]
        for cell in row["cells"]
        for measure in cell["measures"]
    ]
    assert marks == expected
    assert table.count('<span class="visually-hidden">: ') == len(expected)
    assert {measure["code"] for measure in samples()["measures"]} == {
        f"A{number:02}" for number in range(1, 18)
    }


def test_an_error_names_the_field_and_the_remedy_and_is_tied_to_it(client: Client) -> None:
    html = client.get("/en/gallery/").content.decode()
    field = re.search(r'<input type="email".*?>', html)
    assert field is not None
    assert 'value="name"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="id_email_helptext id_email_error"' in field[0]
    error = re.search(r'<ul class="error" id="id_email_error"><li>(.*?)</li>', html)
    assert error is not None
    assert error[1] == "E-mail: Write a full address, like name@example.org."


def test_the_page_of_a_failure_needs_nothing_and_speaks_every_language() -> None:
    html = render_to_string("500.html")
    assert set(re.findall(r'lang="(\w+)"', html)) == set(settings.CITY.languages)
