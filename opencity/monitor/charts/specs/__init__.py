"""One pure function per kind of chart: figures in, a Vega-Lite spec out."""

from opencity.monitor.charts.specs.over_time import gap, over_time
from opencity.monitor.charts.specs.rows import places, profile, ranks
from opencity.monitor.charts.specs.sparkline import sparkline

__all__ = ["gap", "over_time", "places", "profile", "ranks", "sparkline"]
