"""The formats by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opencity.translation.exchange import po, xliff
from opencity.translation.exchange.units import Bundle


@dataclass(frozen=True)
class Format:
    """How files of one format are written and read."""

    name: str
    label: str
    extension: str
    content_type: str
    write: Callable[[Bundle], bytes]
    read: Callable[[bytes], Bundle]


FORMATS = {
    each.name: each
    for each in (
        Format("xliff", "XLIFF 2", xliff.EXTENSION, xliff.CONTENT_TYPE, xliff.write, xliff.read),
        Format("po", "PO (gettext)", po.EXTENSION, po.CONTENT_TYPE, po.write, po.read),
    )
}


def format_of(data: bytes) -> Format:
    """Return the format that some bytes look like."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return FORMATS["xliff" if start == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff") else "po"]
