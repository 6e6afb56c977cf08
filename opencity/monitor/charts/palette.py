"""The colours of charts: for light paper here, for every other scheme in the style sheet.

A spec names the light colours. In a page each becomes a custom property of the style sheet
(``styles/tokens.css``), so one drawing serves light, dark, print and forced colours; a download
keeps the light ones. No two parts share a colour, so that each has its property.
"""

from __future__ import annotations

INK = "#1d2b2e"
SOFT = "#505f60"
GRID = "#e2ddd0"
RULE = "#857c66"
GROUND = "#ffffff"
OTHER = "#6f7b7d"
SERIES = ("#123a7a", "#b34b03", "#a638c4", "#0f7872")
"""Apart in every kind of colour vision, 4.5:1 on the page; shapes tell them apart as well."""

PROPERTIES = {
    INK: "--ink",
    SOFT: "--ink-soft",
    GRID: "--chart-grid",
    RULE: "--line-strong",
    GROUND: "--surface",
    OTHER: "--chart-other",
    **{colour: f"--chart-{number}" for number, colour in enumerate(SERIES, 1)},
}
"""The custom property of each colour."""

SHAPES = ("circle", "square", "diamond", "triangle-up")
"""The marks of the series in their order."""
