"""Template tags and filters of the services."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from opencity.core.texts import languages, read
from opencity.directory.transliteration import latin_address
from opencity.services import ways, wording
from opencity.services.models import Cost, Document, TimeLimit

register = template.Library()


@register.simple_tag
def trust(row: Any) -> SafeString:
    """Show quietly how sure a fact is, and the numbers of its sources."""
    label = _("Source %(number)d")
    links = ((ref.number, label % {"number": ref.number}, ref.number) for ref in row.refs)
    refs = format_html_join(" ", '<a href="#source-{}" aria-label="{}">{}</a>', links)
    doubt = wording.doubt(row.certainty)
    shown = format_html(' <small class="doubt">{}</small>', doubt) if doubt else mark_safe("")
    return format_html('{} <sup class="refs">{}</sup>', shown, refs) if refs else shown


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
def in_latin_letters(place: Any) -> str:
    """Return a place's address in Latin letters, by the official transliteration if need be."""
    return place.address_latin or latin_address(place.address)


@register.filter
def needs_translation(document: Document) -> bool:
    """Tell whether a reader must think of a translation."""
    return document.translation != "no"
