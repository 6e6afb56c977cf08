"""Walks the monitor's content folder in the order in which its files refer to each other."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from opencity.core.content import Entry, Loading, read_file
from opencity.core.content.facts import bring, listed, origins
from opencity.core.content.records import Loader
from opencity.monitor.actions.small_cells import keep_back
from opencity.monitor.loading import schema
from opencity.monitor.loading.figures import bring_figures
from opencity.monitor.models import (
    Code,
    Domain,
    Framework,
    Indicator,
    IndicatorVersion,
    Mapping,
    Series,
    SeriesBreak,
    Target,
)


def load_folder(folder: Path, loading: Loading) -> None:
    """Load frameworks, codes, indicators and their figures; ``ContentError`` at a fault."""
    loader = Loader(loading)
    for place, entry in enumerate(listed(loader, folder / "frameworks.yaml", "frameworks"), 1):
        _framework(loader, entry, place)
    for place, entry in enumerate(listed(loader, folder / "codes.yaml", "codes"), 1):
        _code(loader, entry, place)
    for place, file in enumerate(sorted((folder / "indicators").glob("*.yaml")), 1):
        entry = read_file(file)
        loader.origins = origins(entry)
        _indicator(loader, entry, place)


def _framework(loader: Loader, entry: Entry, place: int) -> None:
    row = bring(loader, entry, Framework, lambda read: schema.framework(read, place))
    if not isinstance(row, Framework):
        return
    for position, each in enumerate(entry.entries("domains"), 1):
        name = each.string("code")
        known = Domain.objects.filter(code=name).first()
        new = Domain(code=name, framework=row)
        loader.bring(each, f"domain {name}", known, schema.domain(each, position), new)


def _code(loader: Loader, entry: Entry, place: int) -> None:
    values = schema.code(entry, place)
    named = {"dimension": entry.string("dimension"), "code": entry.string("code")}
    known = Code.objects.filter(**named).first()
    name = f"code {named['dimension']} {named['code']}"
    loader.bring(entry, name, known, values, Code(**named))


def _indicator(loader: Loader, entry: Entry, place: int) -> None:
    codes = loader.lookup.codes
    row = bring(loader, entry, Indicator, lambda read: schema.indicator(read, codes, place))
    if not isinstance(row, Indicator):
        return
    _version(entry.entry("version"), row)
    _mappings(loader, entry, row)
    series = _series(loader, entry, row)
    bring_figures(loader, entry, row, series)


def _version(entry: Entry, indicator: Indicator) -> None:
    """Add a version that is not there yet; a published one is never changed by a file."""
    values, breaks = schema.version(entry), schema.breaks(entry)
    if indicator.versions.filter(number=values["number"]).exists():
        return
    version = IndicatorVersion(indicator=indicator, **values)
    schema.checked(entry, version)
    version.save()
    SeriesBreak.objects.bulk_create(SeriesBreak(version=version, **each) for each in breaks)
    keep_back(version)


def _mappings(loader: Loader, entry: Entry, indicator: Indicator) -> None:
    for each in entry.entries("mappings"):
        found = schema.mapping(each)
        domain = Domain.objects.filter(code=found["domain"]).first()
        if domain is None:
            raise each.error("domain", f"there is no domain “{found['domain']}”")
        known = indicator.mappings.filter(domain=domain).first()
        name = f"mapping {indicator.code} {domain.code}"
        new = Mapping(indicator=indicator, domain=domain)
        loader.bring(each, name, known, {"closeness": found["closeness"]}, new)


def _series(loader: Loader, entry: Entry, indicator: Indicator) -> dict[str, Series]:
    found: dict[str, Series] = {}
    place = count(1)
    rows = entry.entries("series")
    for each in rows:
        values = schema.series(each, next(place))
        key = schema.series_key(each)
        known = indicator.series.filter(key=key).first()
        new = Series(indicator=indicator, key=key)
        row = loader.bring(each, f"series {indicator.code} {key}", known, values, new)
        if isinstance(row, Series):
            found[key] = row
            _targets(loader, each, row)
    for each in rows:
        _compare(each, found)
    return found


def _targets(loader: Loader, entry: Entry, series: Series) -> None:
    for each in entry.entries("targets"):
        values = schema.target(each)
        known = series.targets.filter(period=values["period"]).first()
        name = f"target {series.indicator.code} {series.key} {values['period']}"
        new = Target(series=series, period=values.pop("period"))
        loader.bring(each, name, known, values, new)


def _compare(entry: Entry, found: dict[str, Series]) -> None:
    wanted = entry.string("compared_with", default="")
    row = found.get(schema.series_key(entry))
    if not wanted or row is None:
        return
    other = found.get(wanted)
    if other is None:
        raise entry.error("compared_with", f"there is no series “{wanted}” in this file")
    if row.compared_with_id != other.pk:
        row.compared_with = other
        row.save(update_fields=["compared_with"])
