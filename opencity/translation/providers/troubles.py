"""What can go wrong with a provider, in words for the person who ordered."""

from __future__ import annotations

from opencity.core.errors import DomainError


class Trouble(DomainError):
    """A provider did not translate."""


class Busy(Trouble):
    """A passing trouble: too many requests, a server that is away; try again later."""


class Refused(Trouble):
    """A lasting trouble: a wrong key, a used-up quota; trying again would not help."""
