"""Machines that translate, each in a folder of its own behind one interface."""

from opencity.translation.providers.base import AtOnce, Later, Provider
from opencity.translation.providers.registry import configured, provider_named
from opencity.translation.providers.troubles import Busy, Refused, Trouble

__all__ = [
    "AtOnce",
    "Busy",
    "Later",
    "Provider",
    "Refused",
    "Trouble",
    "configured",
    "provider_named",
]
