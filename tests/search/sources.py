"""A findable thing for tests: groups of people, a model that is always there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import Group, Permission

from opencity.core.registries import SearchDocument, SearchSource

HIDDEN = "draft "


def documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the groups of two names, "bg | en", that are not marked as drafts."""
    groups = Group.objects.filter(name__contains=" | ").order_by("pk")
    if keys is not None:
        groups = groups.filter(pk__in=list(keys))
    for group in groups:
        if not group.name.startswith(HIDDEN):
            titles = dict(zip(("bg", "en"), group.name.split(" | "), strict=False))
            yield SearchDocument(
                kind="group",
                key=str(group.pk),
                code=f"G{group.pk}",
                url={code: f"/{code}/groups/{group.pk}/" for code in ("bg", "en", "ar")},
                titles=titles,
                bodies={"en": "People who meet in <b>Sofia</b>."},
                facets={"size": ["small"]},
                labels=[{"bg": "Хора", "en": "People"}],
            )


def keys_of_all(permission: Permission) -> list[str]:
    """Return the groups that a changed permission belongs to."""
    return [str(pk) for pk in permission.group_set.values_list("pk", flat=True)]


SOURCE = SearchSource("group", "Groups", Group, documents, {Permission: keys_of_all})
