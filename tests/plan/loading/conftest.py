from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command


@pytest.fixture
def content(tmp_path) -> Content:
    """Return a small but whole content folder that tests change."""
    return Content(tmp_path / "content")


def _text(word: str) -> dict[str, str]:
    return {"bg": f"{word} bg", "en": f"{word} en"}


class Content:
    """A content folder whose files are changed by key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "plan" / "measures").mkdir(parents=True)
        origins = {"origins": {"bg": "human", "en": "imported", "uk": "machine"}}
        self.write("plan", origins | _plan())
        for name, rows in _lists().items():
            self.write(name, origins | {name.replace("-", "_"): rows})
        for code in ("A01", "A02"):
            self.write(f"measures/{code}", origins | measure(code))

    def file(self, name: str) -> Path:
        """Return the path of a file by its name below ``plan``."""
        return self.folder / "plan" / f"{name}.yaml"

    def read(self, name: str) -> dict:
        """Return what a file says."""
        return yaml.safe_load(self.file(name).read_text("utf-8"))

    def write(self, name: str, values: dict) -> None:
        """Write a file."""
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
        self.file(name).write_text(text, "utf-8")

    def change(self, name: str, **values) -> None:
        """Change some keys of a file."""
        self.write(name, self.read(name) | values)

    def load(self) -> str:
        """Load the folder as the command does; return what it tells."""
        told = StringIO()
        call_command("load", str(self.folder), stdout=told)
        return told.getvalue()


def measure(code: str) -> dict:
    return {
        "code": code,
        "slug": f"measure-{code.lower()}",
        "title": _text(f"Measure {code}") | {"uk": f"Захід {code}"},
        "summary": _text("In short"),
        "what": _text("What"),
        "why": _text("Why"),
        "spheres": {"heading": "integration", "marked": [], "proposed": ["leadership"]},
        "goals": ["G1"],
        "goals_origin": "proposed",
        "target_groups": ["T1"],
        "characteristics": ["C1"],
        "provenance": [{"contributor": "P1", "note": _text("Idea"), "certainty": "documented"}],
        "developments": [
            {
                "date": "2021-09",
                "title": _text("Since"),
                "sources": [{"title": "Paper", "address": "https://example.org/"}],
                "certainty": "documented",
            }
        ],
        "counted_by": [{"register": "events", "what": _text("Events")}],
    }


def _plan() -> dict:
    named = ("title", "subtitle", "summary", "authors", "framework", "openness", "coverage_note")
    return {
        "code": "small-plan",
        **{name: _text(name) for name in named},
        "source": {
            "title": "Document",
            "address": "https://example.org/plan",
            "date": "2010-11-14",
            "certainty": "documented",
        },
        "forums": [{"code": "F1", "text": _text("Forum")}],
        "versions": [
            {
                "number": 1,
                "status": "consultation",
                "published_on": "2010-11-14",
                "note": _text("Note"),
            }
        ],
        "developments": [{"date": "2018", "title": _text("Later"), "certainty": "unknown"}],
    }


def _lists() -> dict[str, list[dict]]:
    return {
        "spheres": [
            {"code": code, "symbol": symbol, "name": _text(code), "role": _text("Role")}
            for code, symbol in (
                ("leadership", "▲"),
                ("integration", "●"),
                ("internationalisation", "■"),
            )
        ],
        "contributors": [{"code": "P1", "kind": "students_game", "name": _text("Players")}],
        "goals": [
            {"code": code, "title": _text(f"Goal {code}"), "text": _text("Wording")}
            for code in ("G1", "G2")
        ],
        "target-groups": [{"code": "T1", "name": _text("Group")}],
        "characteristics": [{"code": "C1", "name": _text("Characteristic")}],
        "indicators": [
            {"code": "I1", "name": _text("Indicator"), "kind": "count", "measures_proposed": []}
        ],
    }
