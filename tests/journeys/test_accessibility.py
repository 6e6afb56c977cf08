from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

from tests.journeys.addresses import LOOKS
from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async rules => {
  const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map(each => [each.id, each.nodes[0].html.slice(0, 200)]);
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("language", "scheme", "pages"), LOOKS, ids=["bg-light", "ar-dark"])
def test_axe_finds_nothing(
    site: Site, browser: Browser, language: str, scheme: str, pages: list[str]
) -> None:
    # The policy forbids scripts that are not ours, and axe is one.
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in pages:
        page.goto(f"{site.url}/{language}/{path}")
        page.evaluate(AXE)
        found += [(path, *violation) for violation in page.evaluate(VIOLATIONS, RULES)]
    context.close()
    assert found == []


@pytest.mark.parametrize(("language", "scheme", "pages"), LOOKS, ids=["bg-light", "ar-dark"])
def test_nothing_is_wider_than_the_screen(
    site: Site, browser: Browser, language: str, scheme: str, pages: list[str]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    wide = []
    for path in pages:
        page.goto(f"{site.url}/{language}/{path}", wait_until="domcontentloaded")
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))
    page.close()
    assert wide == []
