"""Sofia's own packs, in every language."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from opencity.publications.models import Pack
from tests.plan.test_pages import Page
from tests.publications.paper import opened, words_of

pytestmark = [pytest.mark.usefixtures("sofia"), pytest.mark.django_db]

PACKS = [
    "first-steps", "residence-eu", "residence-others", "protection-and-ukraine",
    "family-and-school", "health", "work-and-rights", "starting-a-business", "studying",
    "everything",
]  # fmt: skip


def test_the_ready_made_packs_are_loaded_in_their_order():
    assert list(Pack.objects.live().values_list("slug", flat=True)) == PACKS


def test_every_pack_can_be_read_and_had_as_text(client):
    for slug in PACKS:
        page = client.get(f"/ar/packs/{slug}/")
        text = client.get(f"/ar/packs/{slug}.txt")

        assert (slug, page.status_code, text.status_code) == (slug, 200, 200)
        assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
        markup = Page(page.content.decode())
        assert (slug, markup.root) == (slug, {"lang": "ar", "dir": "rtl"})
        assert (slug, markup.inline, markup.foreign) == (slug, [], [])


def test_everything_is_one_pdf_for_universal_access_under_three_megabytes(client, caplog):
    answer = client.get("/ar/packs/everything.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="sofia-everything-ar-a4.pdf"'
    )
    assert "Surrogate-Key" not in answer.headers
    assert len(answer.content) < 3_000_000
    assert opened(answer.content).trailer["/Root"]["/Lang"] == "ar"
    assert caplog.records == []


def test_a_machine_translation_says_so_on_paper(client):
    said = words_of(client.get("/uk/packs/own.pdf?service=S25&paper=a5").content)

    with override("uk"):
        label = gettext("Machine translation, not reviewed")
    assert label in said
