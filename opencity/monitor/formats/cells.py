"""What stands in one cell: a number, a code, a period, a piece of text."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from opencity.monitor.formats.mistakes import Unreadable
from opencity.monitor.methods.periods import time_of

MAX_DIGITS = 30
MAX_CODE = 100
MAX_TEXT = 2000
FORMULA_STARTS = "=+-@\t\r\n"

_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_SPACED = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3})+(?:[.,][0-9]+)?")
_COMMA_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|-?[0-9]{1,3}(?:,[0-9]{3}){2,}")
_POINT_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_EITHER = re.compile(r"-?[0-9]{1,3},[0-9]{3}")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_CODE = re.compile(r"[A-Za-z0-9_$][A-Za-z0-9_$@\-]{0,99}")
_PERIOD = re.compile(r"([0-9]{4})(?:-?([SQ])0?([0-9])|-?M([0-9]{2})|-([0-9]{2}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CONFIDENTIALITY = re.compile(r"[A-Z]?")
_FREQUENCIES = {"A": "", "S": "S", "Q": "Q", "M": "M"}


def shown(text: str) -> str:
    """Return text as a message quotes it: short, and on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def number(text: str) -> Decimal:
    """Return a number exactly as written: digits, a decimal point, perhaps an exponent.

    At most 30 digits stand on either side of the point once the exponent is written out.
    """
    if _NUMBER.fullmatch(text) is None:
        raise Unreadable(_why_no_number(text))
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    if value.adjusted() >= MAX_DIGITS or (isinstance(exponent, int) and exponent < -MAX_DIGITS):
        raise Unreadable(_too_many_digits(text))
    return value


def optional_number(text: str) -> Decimal | None:
    """Return a number, or None for an empty cell."""
    stripped = text.strip()
    return number(stripped) if stripped else None


def sample_size(text: str) -> int | None:
    """Return a whole number of people or cases asked, or None for an empty cell."""
    stripped = text.strip()
    if not stripped:
        return None
    if not re.fullmatch(r"[0-9]{1,12}(?:\.0)?", stripped):
        raise Unreadable(
            _("“%(text)s” is no sample size: write a whole number such as 1200.")
            % {"text": shown(text)}
        )
    return int(stripped.removesuffix(".0"))


def is_code(text: str) -> bool:
    """Tell whether text can be a code: letters, digits, underscores and hyphens."""
    return _CODE.fullmatch(text) is not None


def code(text: str) -> str:
    """Return a code, or say why the text is none."""
    stripped = text.strip()
    if _CODE.fullmatch(stripped):
        return stripped
    if not stripped:
        raise Unreadable(_("The code is missing: fill in the cell."))
    if len(stripped) > MAX_CODE:
        raise Unreadable(
            _("“%(text)s” is longer than a code can be (%(most)d characters).")
            % {"text": shown(text), "most": MAX_CODE}
        )
    if stripped[0] in FORMULA_STARTS:
        raise Unreadable(
            _("“%(text)s” looks like a formula, not like a code: write the code itself.")
            % {"text": shown(text)}
        )
    raise Unreadable(
        _(
            "“%(text)s” is no code (letters, digits, _ and - only): "
            "save the file with codes, or add this label to the code list."
        )
        % {"text": shown(text)}
    )


def period(text: str) -> str:
    """Return a period in one spelling: 2024, 2024-S2, 2024-Q3 or 2024-07."""
    stripped = text.strip()
    found = _PERIOD.fullmatch(stripped)
    if found is None:
        raise Unreadable(_no_period(text))
    year, kind, part, spelt, month = found.groups()
    if kind:
        written = f"{year}-{kind}{part}"
    else:
        written = f"{year}-{spelt or month}" if spelt or month else year
    try:
        time_of(written)
    except ValueError:
        raise Unreadable(_no_period(text)) from None
    return written


def period_of(frequency: str, text: str) -> str:
    """Return a period of a frequency (FREQ); one of another frequency is refused."""
    written = period(text)
    kind = written[5:6] if written[5:6].isalpha() else "M" if written[5:] else ""
    if _FREQUENCIES.get(frequency, kind) != kind:
        raise Unreadable(
            _("The period %(period)s does not fit the frequency %(frequency)s: correct either.")
            % {"period": written, "frequency": frequency}
        )
    return written


def confidentiality(text: str) -> str:
    """Return a letter of SDMX's CL_CONF_STATUS, or nothing; a label may follow after a colon."""
    stripped = text.partition(":")[0].strip()
    if _CONFIDENTIALITY.fullmatch(stripped) is None:
        raise Unreadable(
            _("“%(text)s” is no confidentiality status: write one capital letter such as C or F.")
            % {"text": shown(text)}
        )
    return stripped


def text(written: str) -> str:
    """Return free text, without the apostrophe that keeps a spreadsheet from running it."""
    written = written.strip()
    if len(written) > MAX_TEXT:
        raise Unreadable(
            _("The text has %(found)d characters: shorten it to %(most)d.")
            % {"found": len(written), "most": MAX_TEXT}
        )
    if _CONTROL.search(written):
        raise Unreadable(_("The text holds a control character: delete it."))
    return written[1:] if _guarded(written) else written


def printable(written: str) -> str:
    """Return text as ``text`` reads it: no control characters, nothing but one kind of line end."""
    return _CONTROL.sub("", written.replace("\r\n", "\n").replace("\r", "\n")).strip()


def guarded(written: str) -> str:
    """Return text as a cell that no spreadsheet runs as a formula; ``text`` reads it back."""
    begins = written.lstrip("'")
    return f"'{written}" if begins and begins[0] in FORMULA_STARTS else written


def _guarded(written: str) -> bool:
    begins = written.lstrip("'")
    return written.startswith("'") and bool(begins) and begins[0] in FORMULA_STARTS


def _no_period(text: str) -> str:
    return _("“%(text)s” is no period: write 2024, 2024-S2, 2024-Q3 or 2024-07.") % {
        "text": shown(text)
    }


def _too_many_digits(text: str) -> str:
    return _("“%(text)s” has more than %(most)d digits on one side of the point.") % {
        "text": shown(text),
        "most": MAX_DIGITS,
    }


def _why_no_number(text: str) -> str:
    quoted = {"text": shown(text)}
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return _("“%(text)s” is no figure: leave the cell empty where there is none.") % quoted
    if text.startswith("=") or (text[:1] in FORMULA_STARTS and text[1:2].isalpha()):
        return _("“%(text)s” looks like a formula: write the number itself.") % quoted
    if _PLAIN_NUMBER.fullmatch(text):
        return _too_many_digits(text)
    if _SPACED.fullmatch(text):
        without = re.sub(r"[ \u00a0\u2009\u202f'’]", "", text).replace(",", ".")
        return _separated(text, without)
    if _COMMA_THOUSANDS.fullmatch(text):
        return _separated(text, text.replace(",", ""))
    if _POINT_THOUSANDS.fullmatch(text):
        return _separated(text, text.replace(".", "").replace(",", "."))
    if _EITHER.fullmatch(text):
        return _(
            "“%(text)s” can mean two numbers: write %(thousands)s or %(decimal)s, "
            "decimals after a point and thousands without a separator."
        ) % {
            **quoted,
            "thousands": text.replace(",", ""),
            "decimal": text.replace(",", "."),
        }
    if _DECIMAL_COMMA.fullmatch(text):
        return _("“%(text)s” has a decimal comma: write %(number)s.") % {
            **quoted,
            "number": text.replace(",", "."),
        }
    return _("“%(text)s” is no number: write it as 1234.5, or leave the cell empty.") % quoted


def _separated(text: str, number: str) -> str:
    return _("“%(text)s” separates thousands: write %(number)s.") % {
        "text": shown(text),
        "number": number,
    }
