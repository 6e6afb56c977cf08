from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, sign_in

pytestmark = pytest.mark.browser

MEASURE = "/bg/plan/measures/cultural-mediators/"
NEW = "Културни посредници и преводачи"


def test_officer_edits_reviewer_publishes_visitor_sees_it(site: Site, browser: Browser) -> None:
    editor = sign_in(
        browser, site, "editor@sofia.example", site.officer("editor@sofia.example", "editor")
    )
    reviewer = sign_in(
        browser, site, "reviewer@sofia.example", site.officer("reviewer@sofia.example", "reviewer")
    )
    before = [site.get(MEASURE) for _ in range(4)]
    assert all(NEW not in page for page in before)

    address = _open_measure(editor, site)
    editor.locator("textarea[name=title_bg]").fill(NEW)
    _choose(editor, "submit")
    assert NEW not in site.get(MEASURE)

    reviewer.goto(address)
    _approve(reviewer)

    assert NEW in site.get(MEASURE)
    assert NEW in site.get("/api/v1/plan/")
    assert NEW in site.get(f"/api/v1/search?lang=bg&q={quote('преводачи')}")


def _open_measure(page: Page, site: Site) -> str:
    page.goto(f"{site.url}/office/snippets/plan/measure/")
    page.get_by_role("link", name=re.compile("A13")).first.click()
    expect(page.locator("textarea[name=title_bg]")).to_be_visible()
    return page.url


def _choose(page: Page, action: str) -> None:
    _press(page, f"button[name=action-{action}]")


def _approve(page: Page) -> None:
    _press(page, "button[data-workflow-action-name=approve]")


def _press(page: Page, selector: str) -> None:
    button = page.locator(f"footer {selector}").first
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").first.click()
    with page.expect_navigation(timeout=30_000):
        button.click()
