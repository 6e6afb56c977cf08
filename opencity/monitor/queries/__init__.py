"""Reads of the monitor; published indicators and public figures only."""

from opencity.monitor.queries.figures import (
    HOLDS,
    as_figure,
    in_force,
    public_figures,
    standing,
)
from opencity.monitor.queries.indicators import (
    LARGE_FIELDS,
    characteristics,
    current_version,
    current_versions,
    indicators,
    next_release,
    public_run,
    public_runs,
    published_indicator,
    releases_to_come,
    series_of,
    titles_of,
    unit_of,
)

__all__ = [
    "HOLDS",
    "LARGE_FIELDS",
    "as_figure",
    "characteristics",
    "current_version",
    "current_versions",
    "in_force",
    "indicators",
    "next_release",
    "public_figures",
    "public_run",
    "public_runs",
    "published_indicator",
    "releases_to_come",
    "series_of",
    "standing",
    "titles_of",
    "unit_of",
]
