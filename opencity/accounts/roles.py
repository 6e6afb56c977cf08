"""The roles and the one table of what each may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is for the city; each role is a group of the same name."""

    ADMINISTRATOR = "administrator", _("Administrator")
    INTEGRATION_UNIT = "integration_unit", _("Integration unit")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    TRANSLATOR = "translator", _("Translator")
    MEASURE_OWNER = "measure_owner", _("Owner of a measure")
    EVALUATOR = "evaluator", _("Evaluator")


INCOMPATIBLE = frozenset({frozenset({Role.EVALUATOR, Role.MEASURE_OWNER})})
"""Roles that one person cannot have together: nobody evaluates their own work."""

COLLECTION_APPS = frozenset({"wagtailimages", "wagtaildocs"})
"""Apps whose permissions Wagtail reads from the root collection beside the group itself."""


def _on(app: str, models: str, actions: str) -> frozenset[str]:
    return frozenset(
        f"{app}.{action}_{model}" for model in models.split() for action in actions.split()
    )


_DRAFTED = {
    "plan": "plan sphere goal targetgroup characteristic planindicator measure",
    "directory": "organisation place",
    "services": "service document guide checklistitem",
    "moderation": "publicanswer",
    "publications": "pack",
    "monitor": "indicator",
}
"""Models with drafts, by app: editors write them, reviewers publish them."""

_AT_ONCE = {
    "plan": "planversion contributor forum",
    "directory": "contact district",
    "services": "topic lifeevent",
    "monitor": "framework domain mapping code series target release",
    "translation": "glossaryterm",
    "opencity_search": "synonym",
}
"""Models without drafts: a change is public at once, so that editors only look at them."""


def _on_all(models_of: Mapping[str, str], actions: str) -> frozenset[str]:
    return frozenset().union(*(_on(app, models, actions) for app, models in models_of.items()))


_OFFICE = frozenset({"wagtailadmin.access_admin"})
_READ = (
    _OFFICE
    | _on_all(_DRAFTED, "view")
    | _on_all(_AT_ONCE, "view")
    | _on("plan", "progressreport evaluation", "view")
    | _on("translation", "translationrecord", "view")
    | _on("moderation", "feedback", "view")
    | _on("editing", "changerequest", "add view")
    | _on("editing", "link", "view")
    | _on("opencity_search", "missedquery", "view")
    | _on("monitor", "entry observation provenance indexrun", "view")
)
_WRITE = (
    _on_all(_DRAFTED, "add change")
    | _on("moderation", "feedback", "change")
    | _on("wagtailimages", "image", "add change choose")
    | _on("wagtaildocs", "document", "add change choose")
    | _on("monitor", "entry", "add")
)
_PUBLISH = (
    _on_all(_DRAFTED, "change publish lock unlock")
    | _on("plan", "progressreport", "change publish lock unlock")
    | {"translation.review"}
    | _on("monitor", "indexrun", "publish")
)
_UNIT = (
    _READ
    | _WRITE
    | _PUBLISH
    | _on_all(_DRAFTED, "add change delete")
    | _on_all(_AT_ONCE, "add change delete")
    | _on("plan", "progressreport", "add change delete")
    | _on("wagtailimages", "image", "delete")
    | _on("wagtaildocs", "document", "delete")
    | _on("directory", "editorbinding", "add change delete view")
    | _on("editing", "changerequest", "change")
    | {"translation.translate", "editing.replace_link"}
    | _on("opencity_search", "missedquery", "delete")
    | _on("monitor", "entry", "change")
    | _on("monitor", "observation", "add change")
    | _on("monitor", "indexrun", "add delete")
)
_EVALUATE = _on("plan", "evaluation", "add change publish")
_ADMINISTER = (
    _on("plan", "evaluation", "delete lock unlock")
    | _on("accounts", "user", "add change delete view")
    | _on("wagtailcore", "workflow task collection", "add change delete")
    | _on("core", "auditentry", "view")
    | _on("core", "outgoingmail", "change view")
)

PERMISSIONS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: _UNIT | _EVALUATE | _ADMINISTER,
        Role.INTEGRATION_UNIT: _UNIT,
        Role.REVIEWER: _READ | _PUBLISH,
        Role.EDITOR: _READ | _WRITE,
        Role.TRANSLATOR: _READ | {"translation.translate"},
        Role.MEASURE_OWNER: _OFFICE
        | _on("plan", "measure", "view")
        | _on("plan", "progressreport", "add change view"),
        Role.EVALUATOR: _READ | _EVALUATE,
    }
)
"""What each role may do, as Django permission strings."""


def clash(roles: Iterable[str]) -> tuple[Role, ...]:
    """Return two of these roles that exclude each other, in order, or nothing."""
    held = {Role(role) for role in roles if role in Role.values}
    for pair in INCOMPATIBLE:
        if pair <= held:
            return tuple(sorted(pair))
    return ()
