"""The monitor in the catalogue of open data: all figures, and a data set for each indicator."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Max, Min
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from opencity.core.registries import DataSetFacts, OpenDataSet
from opencity.monitor import queries
from opencity.monitor.enums import Frequency
from opencity.monitor.models import Code, Indicator, IndicatorVersion, Provenance, Series
from opencity.monitor.opendata import csvw, package
from opencity.monitor.opendata.about import described, licence_name, once
from opencity.monitor.opendata.selection import ADDRESS
from opencity.monitor.publishing import FORMATS

THEMES = ("SOCI", "REGI")
_FREQUENCIES = {
    Frequency.ANNUAL: "ANNUAL",
    Frequency.HALF_YEARLY: "ANNUAL_2",
    Frequency.QUARTERLY: "QUARTERLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.IRREGULAR: "IRREG",
}
"""The EU's codes of frequencies for those of indicators."""

_MONTHS = {"S": 6, "Q": 3, "M": 1}


@dataclass
class Coverage:
    """What the public figures of some series tell of, and since when."""

    start: datetime.date
    end: datetime.date
    modified: datetime.datetime

    def join(self, other: Coverage) -> None:
        """Take in what others tell of."""
        self.start = min(self.start, other.start)
        self.end = max(self.end, other.end)
        self.modified = max(self.modified, other.modified)


def monitor_set() -> OpenDataSet:
    """Return the data set of all figures, as it is registered."""
    return OpenDataSet(
        "monitor",
        _("Figures of the monitor"),
        _("Every public figure with its status, its source and its earlier states."),
        _formats(""),
        themes=THEMES,
        keywords=(_("statistics"), _("migration"), _("integration")),
        frequency="IRREG",
        page=("monitor:overview", {}),
        facts=_facts_of_all,
        parts=indicator_sets,
        keys=("monitor",),
        changes=_next_release,
    )


def indicator_sets() -> Iterator[OpenDataSet]:
    """Yield a data set for each published indicator; seven queries, whatever their number."""
    rows = list(queries.indicators())
    versions = queries.current_versions(rows)
    covered = _coverage()
    sources = _sources()
    areas = _areas(rows)
    for row in rows:
        known = covered.get(row.pk)
        yield _indicator_set(row, versions.get(row.pk), known, sources, areas.get(row.pk, {}))


def _indicator_set(
    row: Indicator,
    version: IndicatorVersion | None,
    known: Coverage | None,
    sources: Mapping[int, list[dict[str, str]]],
    areas: Mapping[str, Mapping[str, str]],
) -> OpenDataSet:
    moments = [row.last_published_at, known.modified if known else None]
    facts = DataSetFacts(
        issued=row.first_published_at,
        modified=max((moment for moment in moments if moment), default=None),
        start=known.start if known else None,
        end=known.end if known else None,
        sources=once(sources.get(row.pk, [])),
        areas=areas,
    )
    return OpenDataSet(
        f"monitor-{row.code}",
        row.title,
        described(row, version),
        _formats(row.code),
        licence=licence_name(version),
        themes=THEMES[:1],
        keywords=(row.domain.name,),
        frequency=_FREQUENCIES[Frequency(version.frequency)] if version else "",
        page=("monitor:indicator", {"slug": row.slug}),
        facts=lambda: facts,
        keys=("monitor",),
    )


def _formats(code: str) -> dict[str, str]:
    """Return the paths of the figures of an indicator, or of all, by media type."""

    def path(name: str, **more: str) -> str:
        said = {name: value for name, value in {"series": code, **more}.items() if value}
        return f"{ADDRESS}{name}{f'?{urlencode(said)}' if said else ''}"

    found = {"application/json": path("observations")}
    for form, kind in FORMATS.items():
        media_type = kind.content_type.removesuffix("; charset=utf-8")
        found[media_type] = path("observations", format=form)
    found[csvw.MEDIA_TYPE] = path("csv-metadata.json")
    found[package.MEDIA_TYPE] = path("datapackage.json")
    found["application/zip"] = path("datapackage.zip")
    return found


def _facts_of_all() -> DataSetFacts:
    found = list(_coverage().values())
    if not found:
        return DataSetFacts()
    first, *others = found
    for each in others:
        first.join(each)
    return DataSetFacts(modified=first.modified, start=first.start, end=first.end)


def _coverage() -> dict[int, Coverage]:
    """Return what the public figures of each indicator tell of; one query.

    Periods of one length are in order as text is.
    """
    rows = (
        queries.public_figures()
        .order_by()
        .values("series__indicator_id", length=Length("period"))
        .annotate(first=Min("period"), last=Max("period"), modified=Max("valid_from"))
    )
    found: dict[int, Coverage] = {}
    for row in rows:
        each = Coverage(days_of(row["first"])[0], days_of(row["last"])[1], row["modified"])
        found.setdefault(row["series__indicator_id"], each).join(each)
    return found


def days_of(period: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a period such as 2024, 2024-Q3 or 2024-07."""
    year, rest = int(period[:4]), period[4:].lstrip("-")
    if not rest:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    length = _MONTHS.get(rest[0], 1)
    last = int(rest.lstrip("SQM")) * length
    end = calendar.monthrange(year, last)[1]
    return datetime.date(year, last - length + 1, 1), datetime.date(year, last, end)


def _sources() -> dict[int, list[dict[str, str]]]:
    """Return where the public figures of each indicator come from; two queries."""
    pairs = queries.public_figures().order_by().values_list("series__indicator_id", "provenance_id")
    found = sorted(set(pairs.distinct()))
    origins = Provenance.objects.in_bulk({origin for _indicator, origin in found})
    sources: dict[int, list[dict[str, str]]] = {}
    for indicator, origin in found:
        sources.setdefault(indicator, []).extend(origins[origin].sources)
    return sources


def _areas(rows: Sequence[Indicator]) -> dict[int, dict[str, Mapping[str, str]]]:
    """Return the names of the places that each indicator's series are of; two queries."""
    names = {row.code: row.name for row in Code.objects.filter(dimension="REF_AREA")}
    found: dict[int, dict[str, Mapping[str, str]]] = {}
    pairs = Series.objects.filter(indicator__in=rows).order_by()
    for indicator, code in pairs.values_list("indicator_id", "dimensions__REF_AREA").distinct():
        if code in names:
            found.setdefault(indicator, {})[code] = names[code]
    return found


def _next_release() -> datetime.datetime | None:
    release = queries.next_release()
    return release.public_from if release else None
