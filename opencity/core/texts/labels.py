"""Words of the interface in every language of the site, for data that holds all of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import override

from opencity.core.texts import languages


def in_every_language(label: str | Promise | Mapping[str, str]) -> dict[str, str]:
    """Return a label by language; a text that has its languages already stays as it is."""
    if isinstance(label, Mapping):
        return {code: text for code, text in label.items() if text}
    found = {}
    for code in languages.codes():
        with override(code):
            found[code] = str(label)
    return found
