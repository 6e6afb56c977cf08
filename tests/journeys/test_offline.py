"""A phone that loses its network, and one whose browser runs no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser

ANSWERS = "who=third_country&reason=work&since=2026-01-31&family=child"
TICKED = "Done: 1 of"


@pytest.fixture
def phone(browser: Browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def ready(page: Page) -> None:
    """Wait until the service worker has what was visited: it answers in order."""
    expect(page.locator("[data-keep]")).to_be_visible()


def fits_the_screen(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(("language", "direction"), [("uk", "ltr"), ("ar", "rtl")])
def test_what_was_read_is_there_without_network(
    site: Site, phone: Page, language: str, direction: str
) -> None:
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    checklist = f"{site.url}/{language}/checklist/?{ANSWERS}"
    phone.goto(checklist)
    ready(phone)
    box = phone.locator(".checklist input").first
    box.check()
    link = phone.locator(".checklist-item a").first
    service = link.get_attribute("href") or ""
    link.click()
    title = phone.locator("h1").inner_text()
    expect(phone.locator("#kept")).to_be_hidden()
    phone.goto(f"{site.url}/{language}/guides/")
    phone.wait_for_function(
        "path => caches.match(location.origin + path, {ignoreVary: true})", arg=service
    )
    assert complaints == []

    phone.context.set_offline(True)
    phone.goto(site.url + service)
    expect(phone.locator("h1")).to_have_text(title)
    expect(phone.locator("#kept")).to_be_visible()
    expect(phone.locator("#kept-at")).to_contain_text("20")
    expect(phone.locator("html")).to_have_attribute("dir", direction)
    assert fits_the_screen(phone)

    phone.goto(checklist)
    expect(phone.locator("#kept")).to_be_visible()
    expect(box).to_be_checked()
    box.uncheck()
    phone.reload()
    expect(box).not_to_be_checked()
    assert fits_the_screen(phone)

    phone.context.set_offline(False)
    phone.goto(checklist)
    expect(phone.locator("#kept")).to_be_hidden()


def test_one_language_is_kept_as_a_whole_and_taken_away_again(site: Site, phone: Page) -> None:
    phone.goto(f"{site.url}/uk/checklist/")
    ready(phone)
    phone.locator("[data-keep-now]").click()
    expect(phone.locator("[data-keep-forget]")).to_be_visible(timeout=60_000)

    phone.context.set_offline(True)
    phone.goto(f"{site.url}/uk/guides/first-month-in-sofia/?for=eu")
    expect(phone.locator("#kept")).to_be_visible()
    expect(phone.locator(".journey-step").first).to_be_visible()
    phone.goto(f"{site.url}/uk/plan/")
    expect(phone.locator("[data-kept-pages] a").first).to_be_visible()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        phone.context.new_page().goto(f"{site.url}/office/")

    phone.goto(f"{site.url}/uk/checklist/")
    phone.locator("[data-keep-forget]").click()
    expect(phone.locator("[data-keep-forget]")).to_be_hidden()
    names = phone.evaluate("caches.keys()")
    assert [name.rsplit("-")[-1] for name in names] == ["files"]


def test_checklist_is_whole_without_scripts(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site.url}/en/checklist/")
    page.get_by_label("I am a citizen of the EU, the EEA or Switzerland").check()
    page.get_by_label("to work").check()
    page.get_by_label("Month").select_option("January")
    page.get_by_label("Year").select_option("2026")
    page.get_by_label("I have children with me").check()
    page.locator("main form button[type=submit]").click()

    expect(page).to_have_url(
        f"{site.url}/en/checklist/?who=eu&reason=work&since=2026-01&family=child"
    )
    page.locator(".checklist input").first.check()
    expect(page.locator(".checklist input").first).to_be_checked()
    expect(page.locator("[data-keep]")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()
    context.close()
