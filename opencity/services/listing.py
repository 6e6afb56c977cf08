"""The list of services: filters that stand in the address, how many services each would leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import models

from opencity.services.enums import Group
from opencity.services.models import LifeEvent, Service, Topic

PAGE_SIZE = 60
_IN_LISTS = ("code", "slug", "title", "summary", "groups", "certainty")


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty is everything. Values are codes."""

    topic: str = ""
    life_event: str = ""
    group: str = ""

    def address(self, path: str) -> str:
        """Return a path with the filters as parameters."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"{path}?{urlencode(chosen)}" if chosen else path

    @property
    def are_set(self) -> bool:
        """Tell whether anything is narrowed."""
        return any(vars(self).values())


@dataclass(frozen=True)
class Line:
    """What is needed of a service to filter it."""

    pk: int
    topics: frozenset[str]
    life_events: frozenset[str]
    groups: frozenset[str]

    def fits(self, filters: Filters) -> bool:
        """Tell whether a service stays; what is for everybody is for every group."""
        return (
            (not filters.topic or filters.topic in self.topics)
            and (not filters.life_event or filters.life_event in self.life_events)
            and (not filters.group or bool(self.groups & {filters.group, Group.ALL}))
        )


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many services it leaves beside the other filters."""

    code: str
    row: Any
    count: int
    current: bool
    url: str


@dataclass
class Catalogue:
    """All published services as lines, with what they are ordered by."""

    topics: list[Topic]
    life_events: list[LifeEvent]
    lines: dict[int, Line] = field(default_factory=dict)

    def knows(self, filters: Filters) -> bool:
        """Tell whether every filter has a value that there is."""
        return (
            filters.topic in {"", *(row.code for row in self.topics)}
            and filters.life_event in {"", *(row.code for row in self.life_events)}
            and filters.group in {"", *Group.values} - {Group.ALL.value}
        )

    def topic_of(self, pk: int) -> Topic | None:
        """Return the first topic of a service."""
        codes = self.lines[pk].topics
        return next((row for row in self.topics if row.code in codes), None)

    def keys(self, filters: Filters) -> list[int]:
        """Return the keys of the services that stay, by their first topic, then by code."""
        places = {row.code: place for place, row in enumerate(self.topics)}
        fitting = [line for line in self.lines.values() if line.fits(filters)]
        fitting.sort(key=lambda line: min((places[code] for code in line.topics), default=99))
        return [line.pk for line in fitting]

    def choices(self, name: str, filters: Filters, path: str) -> list[Choice]:
        """Return the values of one filter that leave something, each with its address."""
        rows: Mapping[str, Iterable[Any]] = {
            "topic": self.topics,
            "life_event": self.life_events,
            "group": [each for each in Group if each != Group.ALL],
        }
        found = [self._choice(name, row, filters, path) for row in rows[name]]
        return [choice for choice in found if choice.count or choice.current]

    def _choice(self, name: str, row: Any, filters: Filters, path: str) -> Choice:
        code = str(getattr(row, "code", row))
        narrowed = replace(filters, **{name: code})
        current = getattr(filters, name) == code
        count = sum(line.fits(narrowed) for line in self.lines.values())
        other = replace(filters, **{name: ""}) if current else narrowed
        return Choice(code, row, count, current, other.address(path))


def catalogue() -> Catalogue:
    """Return all published services as lines: five queries."""
    topics, life_events = list(Topic.objects.all()), list(LifeEvent.objects.all())
    topic_codes = {row.pk: row.code for row in topics}
    event_codes = {row.pk: row.code for row in life_events}
    in_topics = _links(Service.topics.through, "topic_id", topic_codes)
    in_events = _links(Service.life_events.through, "lifeevent_id", event_codes)
    rows = Service.objects.live().order_by("code").values_list("pk", "groups")
    lines = {
        pk: Line(pk, frozenset(in_topics[pk]), frozenset(in_events[pk]), frozenset(groups))
        for pk, groups in rows
    }
    return Catalogue(topics, life_events, lines)


def _links(
    through: type[models.Model], name: str, codes: Mapping[int, str]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = through._default_manager.filter(service__live=True).values_list("service_id", name)
    for service, key in rows:
        found[service].append(codes[key])
    return found


def page_of(keys: list[int], number: Any) -> Page[Any]:
    """Return one page of services in the order of their keys, the nearest one that there is."""
    page: Page[Any] = Paginator(keys, PAGE_SIZE).get_page(number)
    rows = Service.objects.live().only(*_IN_LISTS).in_bulk(page.object_list)
    page.object_list = [rows[key] for key in page.object_list if key in rows]
    return page
