from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass
class Look:
    """What was found wrong on pages in one language and colour scheme."""

    violations: list[tuple[str, ...]] = field(default_factory=list)
    wide: list[tuple[str, int]] = field(default_factory=list)


@pytest.fixture(scope="module", params=LOOKS, ids=["bg-light", "ar-dark"])
def look(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Look:
    """Go to each page once, for a page takes longer to come than to be looked at."""
    language, scheme, pages = request.param
    # The policy forbids scripts that are not ours, and axe is one.
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page, found = context.new_page(), Look()
    for path in pages:
        page.goto(f"{site.url}/{language}/{path}")
        page.evaluate(AXE)
        found.violations += [(path, *each) for each in page.evaluate(VIOLATIONS, RULES)]
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.wide.append((path, width))
    context.close()
    return found


def test_axe_finds_nothing(look: Look) -> None:
    assert look.violations == []


def test_nothing_is_wider_than_the_screen(look: Look) -> None:
    assert look.wide == []


def test_no_link_lies_under_another(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    hidden = []
    for path in ("packs/", "guides/", "services/eu-blue-card/"):
        page.goto(f"{site.url}/en/{path}")
        hidden += page.evaluate(COVERED)
    page.close()
    assert hidden == []


COVERED = """() => [...document.querySelectorAll("main a[href]")].filter(link => {
  if (!link.checkVisibility()) return false;
  link.scrollIntoView({block: "center", behavior: "instant"});
  const box = link.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return top?.closest("a") !== link;
}).map(link => link.outerHTML)"""


@pytest.mark.parametrize(("width", "highest"), [(1300, 90), (1000, 150)])
def test_the_menu_stands_in_even_lines_in_every_language(
    site: Site, browser: Browser, width: int, highest: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    heights = {}
    for language in ("bg", "en", "uk", "ru", "tr", "ar"):
        page.goto(f"{site.url}/{language}/services/", wait_until="domcontentloaded")
        heights[language] = page.locator(".site-header").evaluate("e => e.offsetHeight")
    page.close()
    assert {code: tall for code, tall in heights.items() if tall > highest} == {}
