"""Sets a pack's contents on paper: Typst makes a tagged PDF (PDF/UA-1) with our own fonts.

The data reach the template as JSON, so that no text can be taken for markup.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import subprocess  # starts our own press
import sys
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from opencity.core.texts import languages
from opencity.publications.contents import services_in
from opencity.publications.isolation import bare
from opencity.publications.reader import Data
from opencity.theme.typefaces import FONTS

HERE = Path(__file__).parent
TEMPLATE = HERE / "typst" / "pack.typ"
_LONGEST = 60.0
"""Seconds after which a press that does not end is stopped."""
_MASK = 2
_ACCENT = re.compile(r"--accent:\s*(#[0-9a-fA-F]{6})\b")
_logger = logging.getLogger(__name__)


def typeset(contents: Data, paper: str, issued: str) -> bytes:
    """Return the PDF of a pack's contents; ``issued`` is the written date of issue."""
    return _press(_for_template(contents, paper, issued))


@cache
def template_version() -> str:
    """Return what changes with the template, the fonts, the typesetter and the city's brand."""
    seen = hashlib.sha256(version("typst").encode())
    for file in sorted([*TEMPLATE.parent.glob("*.typ"), *FONTS.glob("*.*"), *_brand_files()]):
        seen.update(file.read_bytes())
    return seen.hexdigest()


@lru_cache(maxsize=2048)
def qr_code(address: str) -> str:
    """Return an address as the drawing of a code for cameras.

    The mask is fixed: trying all eight takes five times as long, and cameras read any.
    """
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=_MASK).save(
        drawing, kind="svg", border=2, xmldecl=False
    )
    return drawing.getvalue().decode()


def printable(value: Any) -> Any:
    """Return values with every sign that our fonts lack taken out, letters marked by “�”."""
    if isinstance(value, str):
        return _missing().sub(_stand_in, value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value


def _stand_in(found: re.Match[str]) -> str:
    kind = unicodedata.category(found.group())[0]
    return {"Z": " ", "C": "", "S": "", "M": ""}.get(kind, "\ufffd")


@cache
def _missing() -> re.Pattern[str]:
    ranges = (FONTS / "coverage.txt").read_text().split()
    known = "".join(f"\\U{a:0>8}-\\U{b:0>8}" for a, b in (each.split("-") for each in ranges))
    isolates = "\u2066-\u2069\u200b-\u200f"
    return re.compile(f"[^\n{isolates}{known}]")


def _for_template(contents: Data, paper: str, issued: str) -> Data:
    data: Data = printable(contents)
    for part in services_in(data):
        part["qr"] = qr_code(part["url"])
    return {
        **data,
        "name": bare(data["title"]["text"]) if data["title"] else "",
        "paper": paper,
        "issued": printable(issued),
        "language-name": printable(languages.name(contents["language"])),
        "source-language": languages.source_language(),
        "short-url": contents["url"].partition("://")[2].partition("?")[0],
        "qr": qr_code(contents["url"]),
        "site-qr": qr_code(f"{settings.SITE_URL}/{contents['language']}/"),
        "logo": _brand_files()[0].read_text(encoding="utf-8"),
        "accent": _accent(),
    }


def _press(data: Data) -> bytes:
    made = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-I", str(HERE / "press.py"), str(TEMPLATE), str(FONTS)],
        input=json.dumps(data).encode(),
        capture_output=True,
        timeout=_LONGEST,
    )
    if made.stderr:
        _logger.error("A pack is no PDF/UA: %s", made.stderr.decode(errors="replace"))
    made.check_returncode()
    return made.stdout


def _brand_files() -> tuple[Path, Path]:
    folder = Path(settings.CITY.folder) / "brand"
    return folder / "logo.svg", folder / "tokens.css"


@cache
def _accent() -> str:
    found = _ACCENT.search(_brand_files()[1].read_text(encoding="utf-8"))
    return found.group(1) if found else "#222222"
