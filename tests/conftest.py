from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.content import sofia_in_the_database

# How fast this machine is today says nothing about the code.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""

    def connect(this: socket.socket, address: Any) -> None:
        _refuse_beyond_this_machine(this.family, address)
        return _connect(this, address)

    def connect_ex(this: socket.socket, address: Any) -> int:
        _refuse_beyond_this_machine(this.family, address)
        return _connect_ex(this, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_beyond_this_machine(socket.AF_INET, (host,))
        return _getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def _refuse_beyond_this_machine(family: int, address: Any) -> None:
    if family not in {socket.AF_INET, socket.AF_INET6} or _is_here(address[0]):
        return
    raise RuntimeError(f"A test tried to reach {address[0]}; tests stay on this machine.")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """No test reads the language that the request of an earlier one left behind."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _plain_and_quick(settings: Any) -> None:
    """No test needs static files gathered and compressed, or passwords that are hard to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="module")
def sofia(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All of Sofia's content, for a module; each test's own changes are taken back as usual."""
    with django_db_blocker.unblock(), sofia_in_the_database():
        yield
