"""Template tags and filters of the services."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opencity.core.texts import languages, read
from opencity.services import ways, wording
from opencity.services.models import Cost, Document, TimeLimit

register = template.Library()


@register.simple_tag
def trust(row: Any) -> SafeString:
    """Show quietly how sure a fact is, and the numbers of its sources."""
    refs = format_html_join(
        " ",
        '<a href="#source-{}" aria-label="{}">{}</a>',
        ((ref.number, _("Source %(number)d") % {"number": ref.number}, ref.number) for ref in row.refs),
    )
    doubt = wording.doubt(row.certainty)
    shown = format_html(' <small class="doubt">{}</small>', doubt) if doubt else mark_safe("")
    return format_html("{} <sup class=\"refs\">{}</sup>", shown, refs) if refs else shown


@register.filter
def price(cost: Cost) -> str:
    """Return what a cost comes to."""
    return wording.price(cost)


@register.filter
def limit(row: TimeLimit) -> str:
    """Return a length of time and from when it counts."""
    return wording.limit(row)


@register.filter
def official_word(value: dict[str, str]) -> str:
    """Return the official word where the page's language has another one, else nothing."""
    official = value.get(languages.source_language(), "")
    return "" if official == read(value).text else official


@register.filter
def office_address(place: Any) -> str:
    """Return the address of an office's page, empty where there is none."""
    return ways.address("directory:office", slug=place.slug)


@register.filter
def needs_translation(document: Document) -> bool:
    """Tell whether a reader must think of a translation."""
    return document.translation != "no"
