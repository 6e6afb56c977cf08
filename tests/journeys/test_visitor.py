from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser


def test_visitor_reads_and_switches_language(site: Site, visitor: Page) -> None:
    complaints: list[str] = []
    visitor.on("console", lambda message: complaints.append(message.text))

    visitor.goto(site.url)
    expect(visitor).to_have_url(f"{site.url}/bg/")
    visitor.goto(f"{site.url}/bg/plan/")
    visitor.get_by_role("link", name="„Старт София“").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("„Старт София“")
    address = visitor.url
    visitor.locator("a[hreflang=ar]").first.dispatch_event("click")
    expect(visitor).to_have_url(address.replace("/bg/", "/ar/"))

    expect(visitor.locator("html")).to_have_attribute("dir", "rtl")
    assert visitor.evaluate("document.documentElement.scrollWidth") == 360
    assert complaints == []


@pytest.mark.parametrize(
    "words",
    ["kulturni posrednici", "културни посредници", "cultural mediators", "культурні посередники"],
)
def test_visitor_finds_a_measure_without_javascript(
    site: Site, browser: Browser, words: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/en/")
    page.locator("form[role=search] input[name=q], form input[name=q]").first.fill(words)
    page.locator("form:has(input[name=q]) button").first.click()
    expect(page.locator("ol.results a", has_text="Cultural mediators").first).to_be_visible()
    context.close()


def test_search_as_you_type(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/en/search/")
    page.locator("main input[name=q]").press_sequentially("festival")
    expect(page.locator("ol.results a").first).to_contain_text("estival")
    page.close()
