"""How often one address may write; counted on the shared cache, never stored with a message."""

from __future__ import annotations

import datetime
import ipaddress

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400}


def within_limit(request: HttpRequest, what: str, most: int, per: str) -> bool:
    """Count one more of something by this sender and tell whether that is still allowed.

    ``per`` is ``minute``, ``hour`` or ``day``. The sender is known by a hash that changes daily,
    so that nothing kept can be traced to an address.
    """
    key = f"limit:{what}:{per}:{_sender(request)}"
    if cache.add(key, 1, _SECONDS[per]):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ended between the two calls
        return True


def _sender(request: HttpRequest) -> str:
    day: datetime.date = timezone.localdate()
    address = _network(request.META.get("REMOTE_ADDR", ""))
    return salted_hmac("moderation.sender", f"{day} {address}").hexdigest()[:24]


def _network(address: str) -> str:
    """Return the address, of version 6 the network: a home has billions of those."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
