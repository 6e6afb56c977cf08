from __future__ import annotations

import pytest

from opencity.publications.isolation import inserted, isolated


def shown(text: str) -> str:
    """Return a text with its isolates visible."""
    return text.replace("\u2066", "<").replace("\u2067", ">").replace("\u2069", "|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاتف: +359 2 982 4808 أو 0700 17 310", "هاتف: <+359 2 982 4808| أو <0700 17 310|"),
        ("نحو 9,20 € (BGN 18)", "نحو <9,20 €| (<BGN 18|)"),
        ("€25.50 للشهر", "<€25.50| للشهر"),
        (
            "اطلب („удостоверение за пребиваване“) هنا",
            "اطلب (<„удостоверение за пребиваване“|) هنا",
        ),
        ("مديرية (дирекция „Миграция“).", "مديرية (<дирекция „Миграция“|)."),
        ("3–6 أشهر", "<3–6| أشهر"),
        ("بلا أرقام.", "بلا أرقام."),
        ("", ""),
    ],
)
def test_runs_from_left_to_right_stay_whole_in_arabic_lines(text, expected):
    assert shown(isolated(text, "rtl")) == expected


def test_other_lines_and_isolated_texts_stay_as_they_are():
    assert isolated("call 112 (тел.)", "ltr") == "call 112 (тел.)"
    once = isolated("رقم 112", "rtl")
    assert isolated(once, "rtl") == once


def test_a_text_of_the_other_direction_is_isolated_whole():
    assert shown(inserted("Bring 2 photos!", "ltr", "rtl")) == "<Bring 2 photos!|"
    assert shown(inserted("رقم 5", "rtl", "ltr")) == ">رقم 5|"
    assert shown(inserted("رقم 5", "rtl", "rtl")) == "رقم <5|"
