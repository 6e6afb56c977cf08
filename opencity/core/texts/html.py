"""Cleans rich text down to the few elements that a plan or a service page needs."""

from __future__ import annotations

import html
import re

import nh3

_ELEMENTS = {
    "a", "b", "blockquote", "br", "em", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "hreflang"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote)>|<br\s*/?>|<hr\s*/?>")
_TAG = re.compile(r"<[^>]*>")


def sanitise(markup: str) -> str:
    """Return markup with everything but harmless formatting and links taken out."""
    return nh3.clean(
        markup,
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


def to_plain(markup: str) -> str:
    """Return the words of sanitised markup, one line a block."""
    lines = _TAG.sub("", _BLOCK_END.sub("\n", markup)).splitlines()
    return html.unescape("\n".join(line.strip() for line in lines if line.strip()))
