"""Cells of CSV files that people open in a spreadsheet."""

from __future__ import annotations

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell: str) -> str:
    """Return a text such that no spreadsheet runs it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
