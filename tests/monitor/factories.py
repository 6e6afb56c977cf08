"""Makes small indicators for tests."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from opencity.monitor.actions import NewFigure, record
from opencity.monitor.enums import Agent
from opencity.monitor.keys import key_of
from opencity.monitor.models import (
    Code,
    Domain,
    Framework,
    Indicator,
    IndicatorVersion,
    Provenance,
    Series,
)

PLACE = {"FREQ": "A", "REF_AREA": "BG", "UNIT": "PC"}


def text(words: str) -> dict[str, str]:
    """Return words as a text in Bulgarian and English."""
    return {"bg": f"{words} bg", "en": words}


def domain(code: str = "work") -> Domain:
    """Return a domain of the city's own framework."""
    own, _made = Framework.objects.get_or_create(
        code="own", defaults={"name": text("Own"), "is_own": True}
    )
    Code.objects.get_or_create(dimension="UNIT", code="PC", defaults={"name": text("per cent")})
    return Domain.objects.get_or_create(
        code=code, defaults={"framework": own, "name": text(code.title())}
    )[0]


def indicator(
    code: str = "rate", *, live: bool = True, wish: str = "up", **values: Any
) -> Indicator:
    """Return an indicator with one definition."""
    row = Indicator.objects.create(
        code=code,
        slug=values.pop("slug", code),
        title=text(f"Title of {code}"),
        summary=text(f"Summary of {code}"),
        domain=values.pop("domain", None) or domain(),
        live=live,
        **values,
    )
    define(row, wish=wish)
    return row


def define(row: Indicator, **values: Any) -> IndicatorVersion:
    """Return the next definition of an indicator, from the year 2020 on."""
    number = row.versions.count() + 1
    usual = {
        "valid_from": datetime.date(2019 + number, 1, 1),
        "concept": text("Concept"),
        "unit": "PC",
        "frequency": "A",
        "level": "country",
        "wish": "up",
        "producer": text("Eurostat"),
    }
    return IndicatorVersion.objects.create(indicator=row, number=number, **usual | values)


def series(row: Indicator, role: str = "headline", **dimensions: str) -> Series:
    """Return a series of an indicator; dimensions are added to those of Bulgaria."""
    said = PLACE | dimensions
    return Series.objects.create(
        indicator=row, key=key_of(said), dimensions=said, title=text(f"Series {role}"), role=role
    )


def provenance(title: str = "A report", agent: str = Agent.CONTENT) -> Provenance:
    """Return where figures come from."""
    return Provenance.objects.create(
        agent=agent,
        sources=[{"title": title, "address": ""}],
        retrieved_on=datetime.date(2026, 1, 1),
    )


def figures(line: Series, values: dict[str, str | None], flags: str = "", **more: Any) -> Any:
    """Record figures by period and return what recording did."""
    found = [
        NewFigure(line, period, None if value is None else Decimal(value), flags)
        for period, value in values.items()
    ]
    more.setdefault("provenance", provenance())
    return record(actor=None, figures=found, **more)
