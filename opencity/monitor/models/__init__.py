"""All models of the monitor."""

from opencity.monitor.models.codes import Code
from opencity.monitor.models.entries import Entry
from opencity.monitor.models.figures import Observation, Provenance, Release, Series, Target
from opencity.monitor.models.frameworks import Domain, Framework
from opencity.monitor.models.indicators import Indicator, IndicatorVersion, Mapping, SeriesBreak
from opencity.monitor.models.runs import IndexRun

__all__ = [
    "Code",
    "Domain",
    "Entry",
    "Framework",
    "IndexRun",
    "Indicator",
    "IndicatorVersion",
    "Mapping",
    "Observation",
    "Provenance",
    "Release",
    "Series",
    "SeriesBreak",
    "Target",
]
