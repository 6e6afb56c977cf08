"""The providers, in the order in which they are offered."""

from __future__ import annotations

from opencity.translation.providers.base import Provider
from opencity.translation.providers.deepl import transport as deepl
from opencity.translation.providers.etranslation import transport as etranslation
from opencity.translation.providers.libretranslate import transport as libretranslate


def configured() -> list[Provider]:
    """Return the providers whose settings are there."""
    found = [each.from_environment() for each in (deepl, libretranslate, etranslation)]
    return [provider for provider in found if provider is not None]


def provider_named(name: str) -> Provider | None:
    """Return a provider by name, ``None`` when it is not configured (any more)."""
    return next((each for each in configured() if each.name == name), None)
