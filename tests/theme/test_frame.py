"""The frame of every page. No test here may use the database: the frame costs no query."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.translation import override

from opencity.core.registries import MenuEntry, Registry
from opencity.theme.context import Frame


def frame_of(path: str, language: str = "en") -> Frame:
    request = RequestFactory().get(path)
    with override(language):
        request.resolver_match = resolve(request.path)
        return Frame(request)


def test_the_page_is_linked_in_every_language() -> None:
    with override("en"):
        links = frame_of("/en/things/?q=a b").languages
    assert [(link.code, link.path, link.url) for link in links] == [
        (code, f"/{code}/things/?q=a+b", f"https://city.example/{code}/things/")
        for code in settings.CITY.languages
    ]
    assert [link.code for link in links if link.current] == ["en"]
    assert {link.code for link in links if link.direction == "rtl"} == {"ar"}


def test_an_unknown_address_leads_to_the_home_pages() -> None:
    request = RequestFactory().get("/en/nowhere/")
    request.resolver_match = None
    assert [link.path for link in Frame(request).languages] == [
        f"/{code}/" for code in settings.CITY.languages
    ]


def test_only_the_nearest_menu_entry_is_current(menu: Registry[MenuEntry]) -> None:
    menu.register(MenuEntry("blue", "Blue", "blue", order=30))
    menu.register(MenuEntry("start", "Start", "start", order=10))
    menu.register(MenuEntry("things", "Things", "things", order=20))
    menu.register(MenuEntry("about", "About", "start", order=900))
    with override("en"):
        blue, things = frame_of("/en/things/blue/").menu, frame_of("/en/things/").menu
        footer = frame_of("/en/things/").footer
    assert [(str(item.label), item.current) for item in blue] == [
        ("Start", False),
        ("Things", False),
        ("Blue", True),
    ]
    assert [item.current for item in things] == [False, True, False]
    assert [str(item.label) for item in footer] == ["About"]


@pytest.mark.parametrize("code", settings.CITY.languages)
def test_the_page_says_its_language_and_its_other_addresses(client: Client, code: str) -> None:
    html = client.get(f"/{code}/things/?utm=x").content.decode()
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in html
    assert f'<link rel="canonical" href="https://city.example/{code}/things/">' in html
    alternates = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html)
    assert alternates == [
        *((each, f"https://city.example/{each}/things/") for each in settings.CITY.languages),
        ("x-default", f"https://city.example/{settings.CITY.source_language}/things/"),
    ]


def test_hostile_parameters_are_escaped(client: Client) -> None:
    html = client.get("/en/things/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_frame_reads_no_session_and_no_cookie(client: Client) -> None:
    response = client.get("/en/things/")
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
