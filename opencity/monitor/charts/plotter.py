"""Draws with Vega as a program of its own: JSON on standard input and on standard output.

Vega runs in V8, which takes some eighty megabytes and never gives them back; here that is one
batch. ``python plotter.py FONTS`` reads ``{"specs": […], "drawings": […]}`` and answers with an
SVG for each spec and a PNG (Base64) for each SVG. It imports nothing of the site, so that it
starts at once, and loads nothing from any address.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

import vl_convert

_VEGA_LITE = "5.21"
_SHARPNESS = 2.0


def plotted(asked: dict[str, Any], fonts: str) -> dict[str, list[str]]:
    """Return the SVG of each spec and the PNG of each drawing."""
    if asked["drawings"]:
        vl_convert.register_font_directory(fonts)
    return {
        "svg": [
            vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])
            for spec in asked["specs"]
        ],
        "png": [
            base64.b64encode(vl_convert.svg_to_png(drawing, scale=_SHARPNESS)).decode()
            for drawing in asked["drawings"]
        ],
    }


if __name__ == "__main__":
    json.dump(plotted(json.load(sys.stdin), sys.argv[1]), sys.stdout)
