"""The taxonomies in which HSDS attributes tell what the standard has no field for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from uuid import UUID, uuid5

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opencity.core.identity import uuid_of
from opencity.core.verified import Certainty
from opencity.directory.enums import OrganisationKind, PlaceKind
from opencity.services.enums import Channel, Group, PlaceRule

TOPICS, LIFE_EVENTS, CODES, TEXTS = "topics", "life-events", "codes", "texts"
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "groups": Group,
    "channels": Channel,
    "place-rule": PlaceRule,
    "organisation-kind": OrganisationKind,
    "place-kind": PlaceKind,
    "certainty": Certainty,
}
NAMES: Mapping[str, str | Promise] = {
    TOPICS: _("topics"),
    LIFE_EVENTS: _("life events"),
    CODES: _("code"),
    TEXTS: _("state of the texts"),
    "groups": _("for whom"),
    "channels": _("how to ask for it"),
    "place-rule": _("where"),
    "organisation-kind": _("kind of organisation"),
    "place-kind": _("kind of place"),
    "certainty": _("certainty"),
}
TEXT_STATES: Mapping[str, str | Promise] = {
    "machine": _("translated by a machine"),
    "outdated": _("older than its source"),
    "missing": _("in another language, for it is not translated"),
}


@cache
def taxonomy_id(name: str) -> UUID:
    """Return the identifier of one of our taxonomies, the same on every installation."""
    return uuid_of("hsds.taxonomy", name)


@cache
def term_id(taxonomy: str, code: str) -> UUID:
    """Return the identifier of a term that is one of some fixed words."""
    return uuid5(taxonomy_id(taxonomy), code)


TAXONOMY_NAMES: Mapping[str, str] = {str(taxonomy_id(name)): name for name in NAMES}
FIXED_TERMS: Mapping[str, tuple[str, str]] = {
    str(term_id(name, code)): (name, code) for name, enum in CHOICES.items() for code in enum.values
}


@cache
def label(taxonomy: str, code: str, language: str | None) -> str:
    """Return the name of a fixed term in the current language, which the caller names too."""
    if taxonomy in CHOICES:
        return str(CHOICES[taxonomy](code).label)
    return str(TEXT_STATES.get(code, NAMES[taxonomy]))


@cache
def name(taxonomy: str, language: str | None) -> str:
    """Return the name of a taxonomy in the current language, which the caller names too."""
    return str(NAMES[taxonomy])
