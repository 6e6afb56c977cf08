"""Amounts of money: leva in euro at the rate that never changes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

LEVA_FOR_A_EURO = Decimal("1.95583")
"""Council Regulation (EC) No 2866/98, Article 1, as amended for Bulgaria."""

_CENT = Decimal("0.01")


def in_euro(amount: Decimal, currency: str) -> Decimal | None:
    """Return an amount in euro, rounded to a cent; ``None`` where no fixed rate is known."""
    if currency == "EUR":
        return amount
    if currency == "BGN":
        return (amount / LEVA_FOR_A_EURO).quantize(_CENT, ROUND_HALF_UP)
    return None
