"""What the monitor may count of the texts: how much of the site each language has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from opencity.core.registries import MeasuredRegister, measured_registers
from opencity.translation.enums import Standing
from opencity.translation.queries import coverage

_CURRENT = (Standing.MACHINE, Standing.UNREVIEWED, Standing.REVIEWED)
"""Standings of texts that say what the original says today."""

_EVERY = "TOTAL"


def register() -> None:
    """Offer the share of current texts by language."""
    measured_registers.register(
        MeasuredRegister(
            "translations",
            _("Texts by language"),
            share,
            lambda: "",
            dimensions=frozenset({"LANGUAGE"}),
        )
    )


def share(codes: Mapping[str, str]) -> Decimal | None:
    """Return the share of texts that are there and current, in per cent of all, for a language."""
    wanted = codes.get("LANGUAGE", "")
    found = {language.upper(): standings for language, standings in coverage().items()}
    if wanted == _EVERY:
        return _share(sum(found.values(), Counter()))
    return _share(found[wanted]) if wanted in found else None


def _share(standings: Counter[Standing]) -> Decimal | None:
    every = standings.total()
    if not every:
        return None
    current = sum(standings[each] for each in _CURRENT)
    return (Decimal(100) * current / every).quantize(Decimal("0.1"))
