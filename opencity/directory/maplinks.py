"""Links that open a place on a map: of the device, or on OpenStreetMap."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from opencity.core.texts import read
from opencity.directory.models import Place

_STREET = "https://www.openstreetmap.org/"
_ZOOM = 17


def map_links(place: Place) -> dict[str, Any] | None:
    """Return the links to a place's point or, where it is not known, to its address; or ``None``.

    ``is_search`` says that a map looks the address up by itself.
    """
    if place.latitude is not None and place.longitude is not None:
        latitude, longitude = f"{place.latitude:.5f}", f"{place.longitude:.5f}"
        marker = urlencode({"mlat": latitude, "mlon": longitude})
        return {
            "device": f"geo:{latitude},{longitude}?{urlencode({'q': f'{latitude},{longitude}'})}",
            "street": f"{_STREET}?{marker}#map={_ZOOM}/{latitude}/{longitude}",
            "is_search": False,
        }
    if not place.address:
        return None
    city = read(settings.CITY.name, settings.CITY.source_language).text
    address = f"{place.address}, {city}"
    return {
        "device": f"geo:0,0?{urlencode({'q': address})}",
        "street": f"{_STREET}search?{urlencode({'query': address})}",
        "is_search": True,
    }
