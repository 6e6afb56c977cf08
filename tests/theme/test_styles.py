from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from opencity.theme import bundle

ROOT = Path(settings.BASE)
STATIC = bundle.BUNDLE.parent
BRAND = settings.CITY.folder / "brand"
SHEETS = sorted(bundle.STYLES.glob("*.css"))
TEMPLATES = sorted(ROOT.glob("opencity/*/templates/**/*.html"))

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border(?:-top|-bottom)?|scroll-margin|scroll-padding)-)?"
    r"(?:left|right)(?:-[a-z]+)*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""",
    re.IGNORECASE,
)


def test_the_bundle_is_current() -> None:
    assert bundle.BUNDLE.read_text(encoding="utf-8") == bundle.bundle()


def test_every_source_has_its_layer() -> None:
    assert {path.stem for path in SHEETS} == set(bundle.LAYERS) - {"brand"}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_styles_know_neither_left_nor_right(path: Path) -> None:
    assert PHYSICAL.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [p for p in SHEETS if p.stem != "tokens"], ids=lambda p: p.name)
def test_colours_are_tokens(path: Path) -> None:
    assert RAW_COLOUR.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_carry_no_style_and_no_script(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "html", ['<p style="x">', "<style>", "<script>x", "<b onclick='x'>", "<script defer>"]
)
def test_inline_code_would_be_seen(html: str) -> None:
    assert INLINE.search(html)


def tokens(path: Path, dark: bool) -> dict[str, str]:
    """The colours of a token file, in light or in dark."""
    light_part, _, dark_part = path.read_text().partition("@media (prefers-color-scheme: dark)")
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    found = dict(pattern.findall(light_part))
    return {**found, **dict(pattern.findall(dark_part))} if dark else found


def palette(city: bool, dark: bool) -> dict[str, str]:
    found = tokens(bundle.STYLES / "tokens.css", dark)
    return {**found, **tokens(BRAND / "tokens.css", dark)} if city else found


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


SPHERES = ("leadership", "integration", "internationalisation")
GROUNDS = ("paper", "surface", "sunk", *(f"{sphere}-tint" for sphere in SPHERES), "accent-tint")
READABLE = [
    *((text, ground) for text in ("ink", "ink-soft", "link") for ground in GROUNDS),
    *((sphere, ground) for sphere in SPHERES for ground in ("paper", "surface", f"{sphere}-tint")),
    *(("ink", ground) for ground in ("sky-high", "sky-low", "danger-tint")),
    ("accent", "paper"),
    ("accent", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-highlight", "highlight"),
    ("danger", "paper"),
    ("danger", "sunk"),
]


@pytest.mark.parametrize("city", [True, False], ids=["city", "neutral"])
@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
def test_every_text_stands_out_from_its_ground(city: bool, dark: bool) -> None:
    colours = palette(city, dark)
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in READABLE
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}
    assert contrast(colours["line-strong"], colours["surface"]) >= 3
    assert contrast(colours["line-strong"], colours["paper"]) >= 3


def test_a_first_view_stays_within_60_kilobytes(client: Client) -> None:
    page = client.get("/bg/gallery/").content
    files = [
        STATIC / "opencity.css",
        STATIC / "htmx.min.js",
        *(BRAND / name for name in ("tokens.css", "logo.svg", "hero.svg", "hero-dark.svg")),
    ]
    sent = [page, *(path.read_bytes() for path in files)]
    assert sum(len(gzip.compress(content)) for content in sent) < 60_000


OWN = {"offline.js"}
"""Scripts of our own beside the vendored ones."""


def test_vendored_files_are_what_their_list_says() -> None:
    listed = re.findall(r"\| `(.+?)` \|.*`([0-9a-f]{64})` \|", (STATIC / "VENDORED.md").read_text())
    actual = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in STATIC.glob("*.js")
        if p.name not in OWN
    }
    assert dict(listed) == actual
