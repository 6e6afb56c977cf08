"""What a reader of the documentation relies on is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.document import commands_page

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
# Django's own, and what the benchmark hands to the servers that it starts.
HANDED_ON = {"DJANGO_SETTINGS_MODULE", "OPENCITY_BENCH"}
READ_FROM_ENVIRONMENT = re.compile(r"""os\.environ(?:\.get\(|\[)\s*["']([A-Z_]+)["']""")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


def python_files() -> list[Path]:
    return [file for folder in ("config", "opencity") for file in (ROOT / folder).rglob("*.py")]


def pages() -> list[Path]:
    """Every Markdown page of the project."""
    folders = (DOCS, ROOT / "opencity", ROOT / "cities")
    return sorted([*ROOT.glob("*.md"), *(page for each in folders for page in each.rglob("*.md"))])


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == commands_page(), "run: make docs"


def settings_in_code() -> set[str]:
    found = {
        name
        for file in python_files()
        for name in READ_FROM_ENVIRONMENT.findall(file.read_text(encoding="utf-8"))
    }
    return found - HANDED_ON


def test_each_setting_is_documented_and_each_documented_one_exists() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    assert documented == settings_in_code()
    assert {"OPENCITY_DATA", "DATABASE_URL", "PORT", "HOST", "OPENCITY_WORKERS"} <= documented


def signals_in_code() -> Iterator[str]:
    """The dotted name of each module-level ``x = Signal()``."""
    for file in (ROOT / "opencity").rglob("*.py"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            yield from (f"{module}.{name}" for name in signal_names(node))


def signal_names(node: ast.stmt) -> list[str]:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.Call):
        return []
    made_by = node.value.func
    if getattr(made_by, "id", getattr(made_by, "attr", "")) not in {"Signal", "ModelSignal"}:
        return []
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [each.id for each in targets if isinstance(each, ast.Name)]


def test_each_signal_is_documented_and_each_documented_one_exists() -> None:
    page = (DOCS / "signals.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z_.]+)`", page, re.MULTILINE)) == sorted(signals_in_code())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("adopted = Signal()", ["adopted"]),
        ("adopted: Signal = dispatch.Signal()", ["adopted"]),
        ("adopted = Other()", []),
        ("Signal()", []),
    ],
)
def test_signals_are_recognised(source: str, names: list[str]) -> None:
    assert signal_names(ast.parse(source).body[0]) == names


def anchors(page: Path) -> set[str]:
    """The anchors that forges make of a page's headings."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def broken_links(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    without_code = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for link in LINK.findall(without_code):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, place = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (place and place not in anchors(target)):
            yield link


def test_no_page_holds_both_sides_of_a_merge() -> None:
    mark = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
    assert [page.name for page in pages() if mark.search(page.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A `b` c\n[1](gone.md) [2](#a-b-c) [3](#d) [4](https://example.org) [5](page.md)"
    )
    assert list(broken_links(page)) == ["gone.md", "#d"]


def test_each_decision_is_listed() -> None:
    listed = (DOCS / "architecture.md").read_text(encoding="utf-8")
    missing = [
        each.name for each in (DOCS / "adr").glob("*.md") if f"adr/{each.name}" not in listed
    ]
    assert missing == []
