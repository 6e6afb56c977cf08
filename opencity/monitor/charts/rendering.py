"""From specs to drawings for pages and downloads, by a program beside this process."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess  # starts our own plotter
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

from opencity.monitor.charts import palette, svg
from opencity.monitor.charts.data import Spec, fingerprint
from opencity.theme.typefaces import FONTS

_HERE = Path(__file__).parent
_LONGEST = 120.0
"""Seconds after which a plotter that does not end is stopped."""


@dataclass(frozen=True)
class Drawing:
    """A chart as markup for pages and, if it is a wide one, to be downloaded as SVG and PNG."""

    name: str
    page: str
    download: str
    png: bytes


def name_of(plain: Spec) -> str:
    """Return the name of a chart's files: it changes with whatever changes the drawing."""
    return fingerprint(plain, look_version())


@cache
def look_version() -> str:
    """Return what changes with the way in which drawings are made."""
    seen = hashlib.sha256(version("vl-convert-python").encode())
    for module in (palette, svg):
        seen.update(Path(str(module.__file__)).read_bytes())
    return seen.hexdigest()[:12]


def render(charts: Sequence[Spec]) -> list[Drawing]:
    """Return the drawings of some charts as ``Chart.plain`` gives them.

    Takes a second for the first one and about a tenth for each other. Raises
    ``subprocess.SubprocessError`` or ``svg.Unfit``.
    """
    drawn = _plot(specs=[chart["spec"] for chart in charts])["svg"]
    tidy = [svg.tidied(each) for each in drawn]
    pairs = list(zip(charts, tidy, strict=True))
    downloads = [_download(*pair) if pair[0]["alone"] else "" for pair in pairs]
    pictures = _pictures([each for each in downloads if each])
    return [
        Drawing(
            name=name_of(chart),
            page=_page(chart, element),
            download=download,
            png=next(pictures) if download else b"",
        )
        for (chart, element), download in zip(pairs, downloads, strict=True)
    ]


def _page(chart: Spec, tidy: ET.Element) -> str:
    name = f"chart-{name_of(chart)[:8]}"
    return svg.for_page(tidy, name=name, title=chart["title"], description=chart["description"])


def _download(chart: Spec, tidy: ET.Element) -> str:
    words = {key: chart[key] for key in ("title", "description", "source", "language", "rtl")}
    return svg.for_download(tidy, **words)


def _pictures(downloads: list[str]) -> Iterator[bytes]:
    made = _plot(drawings=downloads)["png"] if downloads else []
    return map(base64.b64decode, made)


def _plot(specs: Sequence[Spec] = (), drawings: Sequence[str] = ()) -> dict[str, list[str]]:
    made = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-I", str(_HERE / "plotter.py"), str(FONTS)],
        input=json.dumps({"specs": list(specs), "drawings": list(drawings)}).encode(),
        capture_output=True,
        timeout=_LONGEST,
        check=True,
    )
    answer: dict[str, list[str]] = json.loads(made.stdout)
    return answer
