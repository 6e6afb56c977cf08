"""``{% picture %}``: a picture with its alternative text and its credit."""

from __future__ import annotations

from typing import Any

from django import template

from opencity.core.texts import read
from opencity.editing.models import Picture

register = template.Library()


@register.inclusion_tag("editing/picture.html")
def picture(image: Picture, size: str = "width-800") -> dict[str, Any]:
    """Show a picture of the library in one size, its author and licence under it."""
    return {
        "rendition": image.get_rendition(size),
        "alt": read(image.alt),
        "credit": image.credit,
        "source_url": image.source_url,
    }
