"""Looks behind an address on the public Internet, and nowhere else."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

CONNECT_TIMEOUT, READ_TIMEOUT = 5, 10
MOST_REDIRECTS = 5
_AGAIN_BY_GET = {400, 403, 404, 405, 406, 500, 501, 503}
"""Answers to HEAD that say nothing: many servers know GET alone."""

_TUNNELS = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")]
"""Networks whose addresses carry an IPv4 address that may be anybody's."""


class NotPublic(OSError):
    """The host is no public one: looking there could reach the city's own machines."""


@dataclass(frozen=True)
class Finding:
    """What came of one look: a status code, or what went wrong; where the address leads."""

    status: int | None = None
    leads_to: str = ""
    for_good: bool = False
    error: str = ""
    is_final: bool = False


def look(url: str) -> Finding:
    """Return what stands behind an address; never raises for what another server does."""
    try:
        with _session() as session:
            return _asked(session, urldefrag(url).url)
    except requests.TooManyRedirects:
        return Finding(error="too many redirects")
    except requests.RequestException as error:
        return Finding(error=_reason(error), is_final=_is_refused(error))
    except (ValueError, OSError) as error:
        return Finding(error=f"{type(error).__name__}: {error}"[:300])


def _asked(session: requests.Session, url: str) -> Finding:
    timeout = (CONNECT_TIMEOUT, READ_TIMEOUT)
    answer = session.head(url, timeout=timeout, allow_redirects=True)
    if answer.status_code in _AGAIN_BY_GET:
        answer.close()
        answer = session.get(url, timeout=timeout, allow_redirects=True, stream=True)
    answer.close()
    steps = [step.status_code for step in answer.history]
    moved = answer.url if steps and answer.url != url else ""
    return Finding(answer.status_code, moved[:2000], bool(moved) and set(steps) <= {301, 308})


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # a proxy would look in our place, where we cannot see whose address
    session.max_redirects = MOST_REDIRECTS
    session.headers["User-Agent"] = user_agent()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _PublicAdapter())
    return session


def user_agent() -> str:
    """Return who asks, and how to reach us."""
    return f"OpenCityLinkCheck/1.0 (+{settings.SITE_URL}; {settings.DEFAULT_FROM_EMAIL})"


def _reason(error: BaseException) -> str:
    """Return what lies at the bottom of an error, without the layers that handed it on."""
    while (below := error.__cause__ or error.__context__) is not None:
        error = below
    return f"{type(error).__name__}: {error}"[:300]


def _is_refused(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, NotPublic):
            return True
        error = error.__cause__ or error.__context__
    return False


def public_address(host: str, port: int) -> str:
    """Return an address of a host to connect to; raise ``NotPublic`` when one of them is not."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    if not settings.LINK_CHECK_REACHES_PRIVATE and not all(map(is_public, numbers)):
        raise NotPublic(f"{host} is not on the public Internet")
    return numbers[0]


def is_public(number: str) -> bool:
    """Tell whether an IP address belongs to the public Internet."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TUNNELS):
            return False
    return address.is_global and not address.is_multicast


class _Pinned:
    """Connects to the very address that was found to be public, so that no name changes between."""

    _dns_host: str
    port: int

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        self._dns_host = public_address(name, self.port)
        try:
            return super()._new_conn()  # type: ignore[misc]  # the connection it is mixed into
        finally:
            self._dns_host = name


class _PublicHTTPConnection(_Pinned, HTTPConnection):
    pass


class _PublicHTTPSConnection(_Pinned, HTTPSConnection):
    pass


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTPConnection


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPSConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Use our connections for both schemes, at each step of a redirect."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _PublicHTTPPool,
            "https": _PublicHTTPSPool,
        }
