"""Charts: figures to Vega-Lite, to SVG for pages, to SVG and PNG for downloads."""

from opencity.monitor.charts.data import Aim, Chart, Frame, Line, Row, Sign, both
from opencity.monitor.charts.reader import Reader, reader_of
from opencity.monitor.charts.specs import gap, over_time, places, profile, ranks, sparkline

__all__ = [
    "Aim",
    "Chart",
    "Frame",
    "Line",
    "Reader",
    "Row",
    "Sign",
    "both",
    "gap",
    "over_time",
    "places",
    "profile",
    "ranks",
    "reader_of",
    "sparkline",
]
