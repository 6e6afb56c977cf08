"""The template tag that draws a sign."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from opencity.theme.symbols import DRAWINGS

register = template.Library()


@register.simple_tag
def symbol(sign: str) -> SafeString:
    """Draw a sign in the colour of the text; one without a drawing stands as the character."""
    if not sign:
        return mark_safe("")
    drawing = DRAWINGS.get(sign.removesuffix("\N{VARIATION SELECTOR-16}"))
    if not drawing:
        return format_html('<span class="symbol" aria-hidden="true">{}</span>', sign)
    return format_html(
        '<svg class="symbol" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', drawing
    )
