"""What is to be said of some figures as a whole: title, licence, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from opencity.core.addresses import addresses_of
from opencity.core.licences import OWN
from opencity.core.texts import languages
from opencity.core.texts.labels import in_every_language
from opencity.monitor import queries
from opencity.monitor.models import Indicator, IndicatorVersion, Provenance
from opencity.monitor.opendata.selection import Selection

LANGUAGE = "en"
"""The language of what can be said in one only, where the site has it."""


@dataclass(frozen=True)
class About:
    """What a description says before it comes to the columns."""

    name: str
    address: str
    page: str
    title: dict[str, str]
    description: dict[str, str]
    licence: str
    version: str = ""
    publisher: dict[str, str] = field(default_factory=lambda: settings.CITY.authority)
    sources: tuple[dict[str, str], ...] = ()


def about(chosen: Selection) -> About:
    """Describe what is chosen: one indicator, or figures of many."""
    rows = {row.indicator_id: row.indicator for row in chosen.series.values()}
    sources = tuple(sources_of(chosen))
    if len(rows) == 1:
        (row,) = rows.values()
        return _about_one(row, sources)
    return About(
        name="monitor",
        address=f"{settings.SITE_URL}/data/#monitor",
        page=_in_one(addresses_of("monitor:overview")),
        title=in_every_language(_("Figures of the monitor")),
        description=in_every_language(
            _("Every public figure with its status, its source and its earlier states.")
        ),
        licence=OWN,
        sources=sources,
    )


def _about_one(row: Indicator, sources: tuple[dict[str, str], ...]) -> About:
    version = queries.current_versions([row]).get(row.pk)
    return About(
        name=row.code,
        address=address_of(row),
        page=_in_one(addresses_of("monitor:indicator", slug=row.slug)),
        title=row.title,
        description=described(row, version),
        licence=licence_name(version),
        version=str(version.number) if version else "",
        sources=sources,
    )


def _in_one(addresses: dict[str, str]) -> str:
    return addresses.get(LANGUAGE) or addresses[languages.source_language()]


def address_of(row: Indicator) -> str:
    """Return what the data set of an indicator is called in catalogues."""
    return f"{settings.SITE_URL}/data/#monitor-{row.code}"


def licence_name(version: IndicatorVersion | None) -> str:
    """Return the licence of an indicator's figures; where none is named, the site's own."""
    return (version.licence if version else "") or OWN


def described(row: Indicator, version: IndicatorVersion | None) -> dict[str, str]:
    """Return an indicator in short, what it measures and what to bear in mind, by language."""
    pieces = [row.summary, version.concept if version else {}, row.caveats]
    codes = dict.fromkeys(code for piece in pieces for code, text in piece.items() if text)
    return {
        code: "\n\n".join(piece[code].strip() for piece in pieces if piece.get(code))
        for code in codes
    }


def sources_of(chosen: Selection) -> list[dict[str, str]]:
    """Return where the chosen figures come from, each source once."""
    origins = chosen.figures.order_by().values("provenance")
    rows = Provenance.objects.filter(pk__in=origins).order_by("pk")
    return once(source for row in rows for source in row.sources)


def once(sources: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return sources without those that say the same."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for source in sources:
        found.setdefault((source["title"], source.get("address", "")), source)
    return list(found.values())
