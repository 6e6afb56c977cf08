from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
from django.utils.translation import override
from pypdf.generic import IndirectObject

from opencity.publications import typesetting
from opencity.publications.contents import contents_of, services_in
from opencity.publications.queries import pack, selection
from opencity.publications.typesetting import printable, typeset
from opencity.theme.typefaces import FONTS
from tests.plan.factories import words
from tests.publications.factories import full_pack, full_service, pack_of
from tests.publications.paper import codes_on, opened, words_of
from tests.services.factories import ServiceFactory

pytestmark = pytest.mark.django_db

INJECTIONS = [
    '#panic("x") $ x $ = H *b* _i_ `raw` @ref <label> // \\ ] } ) #{ [ " \' \\u{41}',
    '"}; #import "x.typ"',
    "🛂 中文 \x07 ﷽ a\u0301 e\u200d\n\nnew line",
]


def printed(row, language="en", paper="a4") -> bytes:
    with override(language):
        return typeset(contents_of(selection(pack(row.slug))), paper, "26 November 2026")


def tags_of(node) -> list[str]:
    """Return the names of the tags of a PDF in the order in which they are read."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags_of(each)]
    if not isinstance(node, dict):
        return []
    own = [node["/S"]] if "/S" in node else []
    return own + (tags_of(node["/K"]) if "/K" in node else [])


@pytest.mark.parametrize(("language", "paper"), [("en", "a4"), ("ar", "a5")])
def test_a_pack_is_a_tagged_pdf_for_universal_access(language, paper):
    row = full_pack()
    made = opened(printed(row, language, paper))

    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r"pdfuaid:part>(\d)<", metadata) == ["1"]
    assert made.metadata.title == row.title[language]
    tags = tags_of(root["/StructTreeRoot"])
    wanted = {"/Title", "/H1", "/H2", "/H3", "/L", "/TOC", "/Table", "/TH", "/Figure", "/Link"}
    assert wanted - set(tags) == set()
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in made.pages}
    assert sizes == {(595, 842) if paper == "a4" else (420, 595)}


def test_a_booklet_can_be_folded_and_its_last_page_has_the_numbers_for_emergencies():
    row = full_pack(2)
    made = opened(printed(row, paper="a5"))

    assert len(made.pages) % 4 == 0
    assert "In an emergency" in made.pages[-1].extract_text()


def test_every_service_has_a_code_that_a_camera_reads():
    row = pack_of(full_service())
    with override("uk"):
        contents = contents_of(selection(pack(row.slug)))

    (service,) = services_in(contents)
    assert (
        service["url"] == "https://city.example/uk/services/" + service["url"].split("/")[-2] + "/"
    )
    assert codes_on(contents, "a4", 0) == {f"https://city.example/uk/packs/{row.slug}/"}
    assert codes_on(contents, "a4", 2) == {service["url"]}


def test_numbers_and_bulgarian_words_stand_the_right_way_round_in_arabic():
    text = {"bg": "Текст", "ar": "اتصل على +359 2 982 4808 واطلب („лична карта“) مقابل 9,20 €"}
    row = pack_of(ServiceFactory(summary=text, official_name="Издаване на „лична карта“"))

    said = words_of(printed(row, "ar"))

    for piece in ("+359 2 982 4808", "„лична карта“", "9,20 €", "Издаване на „лична карта“"):
        assert (piece, piece in said) == (piece, True)


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_is_taken_for_markup_or_stops_the_press(text, caplog):
    every = dict.fromkeys(("bg", "en"), f"A {text} Z")
    row = pack_of(
        full_service(title=every, summary=every, official_name=printable(text)), title=every
    )

    said = words_of(printed(row))

    expected = " ".join(f"A {printable(text)} Z".split()).replace("\u200d", "").replace("\n", " ")
    assert expected[:7] in said
    assert caplog.records == []


def test_signs_that_no_font_has_are_left_out_and_letters_leave_a_mark():
    assert printable("🛂 Паспорт 中") == " Паспорт \ufffd"
    assert printable({"a": ["\x07b\ud800", 1, None]}) == {"a": ["b", 1, None]}


def test_our_fonts_have_every_sign_that_they_are_said_to_have():
    ranges = [each.split("-") for each in (FONTS / "coverage.txt").read_text().split()]
    signs = [chr(c) for a, b in ranges for c in range(int(a, 16), int(b, 16) + 1)]
    text = " ".join(sign for sign in signs if not sign.isspace())
    row = pack_of(ServiceFactory(summary={"bg": text}))

    assert len(printed(row, "bg")) > 0


def test_what_the_standard_refuses_is_still_printed_and_logged(monkeypatch, caplog):
    monkeypatch.setattr(typesetting, "printable", lambda value: copy.deepcopy(value))
    row = pack_of(ServiceFactory(summary={"bg": "Знак 中", "en": "Sign 中"}))

    assert "Sign" in words_of(printed(row))
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_fonts_come_with_their_licence_and_stay_small():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text().upper()
    assert sum(file.stat().st_size for file in Path(FONTS).glob("*.ttf")) < 1_000_000


def test_a_pack_says_how_sure_its_facts_are():
    row = full_pack()

    said = words_of(printed(row))

    assert "Not yet checked" in said
    assert "To be confirmed by the city" in said
    assert "One service is a placeholder: the city has still to confirm what it says." in said
    assert "Issued on 26 November 2026" in said


def test_a_text_in_another_language_says_so():
    row = pack_of(ServiceFactory(summary={"bg": "Само на български"}), title=words("Pack"))

    assert "Само на български (in Български)" in words_of(printed(row))
