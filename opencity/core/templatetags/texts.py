"""Template tags that show multilingual texts honestly marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opencity.core.texts import Text, TextState, languages, quoted, read, state_of
from opencity.core.texts.html import sanitise, to_plain
from opencity.core.texts.reading import Reading

register = template.Library()

Marker = Callable[[Reading], SafeString]
"""Gives the markup of a plain text, for example with its hard words explained."""


@register.simple_tag
def text(
    instance: models.Model, field: str, note: bool = True, marker: Marker | None = None
) -> SafeString:
    """Show one text of an object in the page's language, marked when it is anything else.

    With ``note=False`` the piece is marked by ``lang`` and ``dir`` only, for titles in lists.
    """
    reading = read(getattr(instance, field))
    state = state_of(instance, field, reading.language)
    rich = bool(getattr(instance._meta.get_field(field), "rich", False))
    element = "div" if rich else "span"
    body = marker(reading) if marker and not rich else _body(reading, rich)
    if not reading.is_fallback and state is TextState.PLAIN and not rich:
        return format_html("{}", body)
    piece = format_html(
        '<{0} class="piece piece--{1}" lang="{2}" dir="{3}">{4}</{0}>',
        element,
        state.value,
        reading.language,
        reading.direction,
        body,
    )
    remark = _note(reading, state) if note else ""
    return piece + _small(remark) if remark else piece


def _body(reading: Reading, rich: bool) -> str:
    if rich:
        return mark_safe(sanitise(reading.text))  # noqa: S308  # sanitised here
    return quoted.marked(reading.text, reading.language)


def _small(remark: str) -> SafeString:
    return format_html(' <small class="piece-note">{}</small>', remark)


def _note(reading: Reading, state: TextState) -> str:
    if reading.is_fallback:
        return _("(in %(language)s)") % {"language": languages.name(reading.language)}
    if state is TextState.OUTDATED:
        return _("(translation older than the original)")
    return ""


@register.filter
def plain(value: Mapping[str, str] | None) -> str:
    """Return a text in the page's language as a bare string, without markup."""
    return to_plain(read(value).text) if value and "<" in str(value) else read(value).text


@register.simple_tag
def piece(value: Mapping[str, str] | None) -> SafeString:
    """Show a text that belongs to no translated object, marked when in another language."""
    reading = read(value)
    body = quoted.marked(reading.text, reading.language)
    if not reading.is_fallback:
        return body
    return format_html(
        '<span class="piece" lang="{}" dir="{}">{}</span>',
        reading.language,
        reading.direction,
        body,
    )


@register.filter
def language_name(code: str) -> str:
    """Return a language's own name."""
    return languages.name(code)


@register.filter
def is_text(field: Any) -> bool:
    """Tell whether a model field holds a multilingual text."""
    return isinstance(field, Text)
