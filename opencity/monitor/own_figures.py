"""Inputs of an index from the monitor's own public figures, in the tables that files have too.

A figure that is not there stays missing. Every cell comes from one series of its place, so that no
two definitions meet; which period each cell is of is told beside the table.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from opencity.core.texts import languages, read
from opencity.monitor import queries
from opencity.monitor.enums import Role, Wish
from opencity.monitor.handed_in import RunRefused
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import (
    Code,
    Domain,
    Framework,
    Indicator,
    Observation,
    Series,
)
from opencity.monitor.models import Mapping as Placing

TOP = "openness"
PILLAR = "pillar-"
"""Start of the codes of pillars, which stand for domains."""
_DIRECTIONS = {Wish.UP: 1, Wish.DOWN: -1}
_ROLES = (Role.HEADLINE, Role.PEER)
Goalposts = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Table:
    """Framework and data as CSV, and how the data were chosen."""

    framework: str
    data: str
    selection: dict[str, Any]


def choosable() -> list[Indicator]:
    """Return the published indicators that can be better or worse and have figures; one query."""
    rows = Indicator.objects.live().filter(
        versions__wish__in=list(_DIRECTIONS),
        series__role__in=_ROLES,
        series__observations__in=queries.in_force().filter(value__isnull=False),
    )
    rows = rows.select_related("domain").order_by("domain__order", "order", "code")
    return list(rows.distinct())


def areas(rows: Sequence[Indicator]) -> dict[str, str]:
    """Return the places for which some indicators have series, by code; two queries."""
    series = Series.objects.filter(indicator__in=rows, role__in=_ROLES)
    found = {_area(each) for each in series}
    names = {code: code for code in sorted(found)}
    known = Code.objects.filter(dimension="REF_AREA", code__in=found).order_by("order", "code")
    named = {row.code: read(row.name).text for row in known}
    return named | {code: name for code, name in names.items() if code not in named}


def of_places(
    *,
    indicators: Sequence[Indicator],
    framework: Framework,
    places: Sequence[str],
    year: int,
    not_before: int,
    goalposts: Goalposts,
) -> Table:
    """Return a row for each place: its latest figures from one year up to another."""
    chosen = _Chosen(indicators, framework, goalposts)
    cells: dict[str, dict[str, Observation]] = {place: {} for place in places}
    for (code, place), line in chosen.lines(places).items():
        within = [row for row in line if not_before <= row.time < year + 1]
        if within:
            cells[place][code] = within[-1]
    names = areas(indicators)
    rows = [[place, names.get(place, place), *chosen.values(cells[place])] for place in places]
    selection = chosen.selection | {
        "kind": "places",
        "places": list(places),
        "year": year,
        "not_before": not_before,
        "own": chosen.own_place(places),
        "periods": {
            place: {code: row.period for code, row in found.items()}
            for place, found in cells.items()
        },
    }
    return Table(chosen.framework(), _csv(["uCode", "uName", *chosen.codes], rows), selection)


def of_years(
    *,
    indicators: Sequence[Indicator],
    framework: Framework,
    place: str,
    first: int,
    last: int,
    goalposts: Goalposts,
) -> Table:
    """Return a row for each year of one place that has a figure; only yearly figures count."""
    chosen = _Chosen(indicators, framework, goalposts)
    cells: dict[str, dict[str, Observation]] = {}
    for (code, _place), line in chosen.lines([place]).items():
        for row in line:
            if row.period.isdigit() and first <= row.time <= last:
                cells.setdefault(row.period, {})[code] = row
    chosen.refuse_breaks(first, last)
    name = areas(indicators).get(place, place)
    rows = [[place, name, year, *chosen.values(cells[year])] for year in sorted(cells)]
    if len(rows) < 2:
        told = _("%(place)s has figures of fewer than two of these years.")
        raise RunRefused({"place": [told % {"place": name}]})
    selection = chosen.selection | {
        "kind": "years",
        "place": place,
        "first": first,
        "last": last,
    }
    header = ["uCode", "uName", "Time", *chosen.codes]
    return Table(chosen.framework(), _csv(header, rows), selection)


class _Chosen:
    """Some indicators with their definitions and their places in a framework."""

    def __init__(
        self, indicators: Sequence[Indicator], framework: Framework, goalposts: Goalposts
    ) -> None:
        self._indicators = list(indicators)
        self.codes = [row.code for row in indicators]
        self._goalposts = goalposts
        self._versions: dict[int, Any] = dict(queries.current_versions(self._indicators))
        self._pillars = _pillars(self._indicators, framework)
        self._series: dict[tuple[str, str], Series] = {}
        self.selection: dict[str, Any] = {"framework": framework.code, "indicators": self.codes}
        self._refuse_unfit(framework)

    def refuse_breaks(self, first: int, last: int) -> None:
        """Refuse years that one of the definitions says cannot be compared."""
        for indicator in self._indicators:
            for each in self._versions[indicator.pk].broken:
                if first < int(time_of(each.period)) <= last:
                    told = _("%(title)s: counted in another way from %(period)s on; begin there.")
                    said = {"title": read(indicator.title).text, "period": each.period}
                    raise RunRefused({"first": [told % said]})

    def lines(self, places: Sequence[str]) -> dict[tuple[str, str], list[Observation]]:
        """Return the figures of each indicator and place by time; two queries."""
        rows = Series.objects.filter(indicator__in=self._indicators, role__in=_ROLES)
        for each in sorted(rows.select_related("indicator"), key=self._preference):
            if _area(each) in places:
                self._series.setdefault((each.indicator.code, _area(each)), each)
        names = {series.pk: name for name, series in self._series.items()}
        found: dict[tuple[str, str], list[Observation]] = {}
        figures = queries.public_figures().filter(series__in=names, value__isnull=False)
        for row in figures.order_by("time"):
            found.setdefault(names[row.series_id], []).append(row)
        return found

    def values(self, cells: Mapping[str, Observation]) -> list[str]:
        """Return a row's figures, empty where there is none."""
        return [_plain(cells[code].value) if code in cells else "" for code in self.codes]

    def own_place(self, places: Sequence[str]) -> str:
        """Return the place that most headlines are of."""
        heads = Counter(
            place for (_code, place), row in self._series.items() if row.role == Role.HEADLINE
        )
        return next((place for place, _times in heads.most_common() if place in places), "")

    def framework(self) -> str:
        """Return the indicators below their pillars below the index, all of the same weight."""
        header = ["Level", "iCode", "iName", "Direction", "Weight", "Parent", "Type", "Unit"]
        rows = [self._row(row) for row in self._indicators]
        pillars = {domain.code: domain for domain in self._pillars.values()}
        rows += [
            [2, PILLAR + code, _name(domain.name), 1, 1, TOP, "Aggregate", "", "", ""]
            for code, domain in pillars.items()
        ]
        rows.append([3, TOP, "Openness", 1, 1, "", "Aggregate", "", "", ""])
        return _csv([*header, "goalpost_lower", "goalpost_upper"], rows)

    def _row(self, row: Indicator) -> list[Any]:
        version = self._versions[row.pk]
        low, high = self._goalposts.get(row.code) or (version.lowest, version.highest)
        ends = ["", ""] if low is None or high is None else [_plain(low), _plain(high)]
        pillar = PILLAR + self._pillars[row.pk].code
        direction = _DIRECTIONS[Wish(version.wish)]
        title = _name(row.title)
        return [1, row.code, title, direction, 1, pillar, "Indicator", version.unit, *ends]

    def _preference(self, series: Series) -> tuple[Any, ...]:
        return (series.role != Role.HEADLINE, series.order, series.key)

    def _refuse_unfit(self, framework: Framework) -> None:
        reasons = []
        for row in self._indicators:
            version = self._versions.get(row.pk)
            if version is None or Wish(version.wish) not in _DIRECTIONS:
                told = _("“%(title)s” cannot go into an index: neither more nor less is better.")
                reasons.append(told % {"title": read(row.title).text})
            if row.pk not in self._pillars:
                told = _("“%(title)s” has no place in “%(framework)s”; take it out.")
                reasons.append(
                    told % {"title": read(row.title).text, "framework": read(framework.name).text}
                )
        unknown = sorted(set(self._goalposts) - set(self.codes))
        if reasons:
            raise RunRefused({"indicators": reasons})
        if unknown:
            told = _("“%(code)s” is none of the chosen indicators.")
            raise RunRefused({"goalposts": [told % {"code": code} for code in unknown]})


def _pillars(indicators: Sequence[Indicator], framework: Framework) -> dict[int, Domain]:
    """Return the domain of each indicator in a framework; where it has several, the first."""
    if framework.is_own:
        domains = Domain.objects.filter(framework=framework).in_bulk()
        return {row.pk: domains[row.domain_id] for row in indicators if row.domain_id in domains}
    links = Placing.objects.filter(indicator__in=indicators, domain__framework=framework)
    links = links.select_related("domain").order_by("-domain__order", "-domain__code")
    return {link.indicator_id: link.domain for link in links}


def _area(series: Series) -> str:
    return str(series.dimensions.get("REF_AREA", ""))


def _name(text: Mapping[str, str]) -> str:
    return read(text, languages.source_language()).text


def _plain(value: Any) -> str:
    return format(value.normalize(), "f") if hasattr(value, "normalize") else f"{value:.15g}"


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()
