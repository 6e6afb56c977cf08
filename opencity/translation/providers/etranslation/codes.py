"""What eTranslation's error codes mean for us; others are told by their number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PASSING = frozenset({-20028})
"""Too many requests at once: later there is room again."""

_MEANINGS = {
    -20001: _("it does not know the language of the original"),
    -20003: _("it does not know the language translated into"),
    -20006: _("the name of the application is missing"),
    -20007: _("the application is not allowed to use the service"),
    -20010: _("it cannot use our address for answers"),
    -20013: _("it does not translate between these languages"),
    -20021: _("the texts are too long"),
    -20028: _("too many requests at the same time"),
    -20046: _("the document is too large"),
    -40010: _("there are too many sentences"),
}


def meaning(code: int) -> str:
    """Return in words what a code means, empty for one that we do not know."""
    return str(_MEANINGS.get(code, ""))
