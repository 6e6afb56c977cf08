"""A comparison in the office shows words that went and came, and runs none of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from opencity.core.office.panels import TextComparison, TextPanel, difference, panels_for
from opencity.plan.models import Goal, Measure


def field(name: str):
    return Measure._meta.get_field(name)


def test_only_languages_that_changed_are_shown_each_in_its_direction():
    old = {"bg": "Стара мярка", "en": "Same", "ar": "قديم"}
    new = {"bg": "Нова мярка", "en": "Same", "ar": "جديد"}

    shown = difference(field("title"), old, new)

    assert shown == (
        '<div lang="bg" dir="ltr"><b>Български</b>: '
        "<del>Стара</del><ins>Нова</ins><span> мярка</span></div>"
        '<div lang="ar" dir="rtl"><b>العربية</b>: <del>قديم</del><ins>جديد</ins></div>'
    )


def test_text_that_came_or_went_whole_is_shown():
    assert difference(field("why"), {}, {"en": "New"}) == (
        '<div lang="en" dir="ltr"><b>English</b>: <ins>New</ins></div>'
    )
    assert difference(field("why"), None, None) == ""


def test_other_values_are_shown_as_they_read():
    assert difference(field("heading"), "integration", "leadership") == (
        "<del>integration</del> <ins>leadership</ins>"
    )
    goals = [Goal(code="G1", title={"bg": "Едно"}), Goal(code="G2", title={"bg": "Две"})]
    linked = SimpleNamespace(all=lambda: goals)
    assert difference(field("goals"), linked, []) == "<del>G1 Едно, G2 Две</del> <ins></ins>"
    assert difference(field("starts_on"), None, "2026-01-31") == (
        "<del></del> <ins>2026-01-31</ins>"
    )


@pytest.mark.parametrize("name", ["title", "slug"])
def test_hostile_values_are_shown_as_text(name):
    hostile = "<script>alert(1)</script>"
    value = {"bg": hostile} if name == "title" else hostile

    shown = difference(field(name), value, None)

    assert "<script>" not in shown
    assert "alert" in shown


def test_texts_get_the_panel_that_compares_by_language():
    title, slug = panels_for(Measure, "title", "slug")

    assert (type(title), title.get_comparison_class()) == (TextPanel, TextComparison)
    assert type(slug) is not TextPanel
