"""Template tags for the pieces of a pack's contents."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencity.core.texts import languages, quoted
from opencity.publications.reader import Data

register = template.Library()


@register.filter
def said(piece: Data | None) -> SafeString | str:
    """Show a text, marked where it is in another language or anything but plain."""
    if not piece:
        return ""
    body = quoted.marked(piece["text"], piece["lang"])
    if piece["lang"] == languages.current() and piece["state"] == "plain":
        return body
    shown = format_html(
        '<span class="piece piece--{}" lang="{}" dir="{}">{}</span>',
        piece["state"],
        piece["lang"],
        piece["dir"],
        body,
    )
    note = piece["note"]
    return shown + format_html(' <small class="piece-note">{}</small>', note) if note else shown


@register.filter
def office_of(pack: Data, number: int) -> Data:
    """Return the office of a number in a pack."""
    found: Data = pack["offices"][number - 1]
    return found
