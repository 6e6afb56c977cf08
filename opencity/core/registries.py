"""Registries through which a lower app offers itself to higher ones without knowing them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, Protocol, TypeVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise

from opencity.core import licences

Label = str | Promise


class Named(Protocol):
    """Anything that a registry can keep under its name."""

    @property
    def name(self) -> str:
        """Return the name, unique in its registry."""
        ...


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Named entries in the order of their registration; a name is taken once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> Entry:
        """Add an entry; raise ``ValueError`` when its name is taken by another one."""
        if self._entries.setdefault(entry.name, entry) != entry:
            raise ValueError(f"{self.what} {entry.name!r} is registered twice")
        return entry

    def unregister(self, name: str) -> None:
        """Take an entry out; an unknown name is no error."""
        self._entries.pop(name, None)

    def get(self, name: str) -> Entry | None:
        """Return the entry of a name, or ``None``."""
        return self._entries.get(name)

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True)
class SearchDocument:
    """One findable thing in all its languages; texts are plain, never HTML.

    ``labels`` are short multilingual words shown beside a result, for example its topics.
    """

    kind: str
    key: str
    code: str
    url: Mapping[str, str]
    titles: Mapping[str, str]
    bodies: Mapping[str, str]
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class SearchSource:
    """A kind of findable things; ``documents(keys)`` yields the public ones of these keys.

    ``documents(None)`` yields all. ``changed_by`` names further models whose rows carry texts of
    these documents, each with a function that gives the keys of the documents a row belongs to.
    ``weight`` says how much its documents count beside those of other kinds that match as well.
    """

    kind: str
    label: Label
    model: type[models.Model]
    documents: Callable[[Iterable[str] | None], Iterator[SearchDocument]]
    changed_by: Mapping[type[models.Model], Callable[[Any], Iterable[str]]] = field(
        default_factory=dict
    )
    weight: float = 1.0

    @property
    def name(self) -> str:
        """Return the kind, the name of a source."""
        return self.kind


@dataclass(frozen=True)
class LexiconSource:
    """Words that mean the same: ``entries()`` yields them by language, the usual one first.

    The search reads them anew after each saved or deleted row of the model.
    """

    name: str
    model: type[models.Model]
    entries: Callable[[], Iterable[Mapping[str, Sequence[str]]]]


@dataclass(frozen=True)
class CountableRegister:
    """A register whose rows can be counted for a measure, e.g. held events.

    ``count(measure_code, start, end)`` gives the number of rows in a half-open period;
    ``url(measure_code)`` the public page that lists them.
    """

    name: str
    label: Label
    unit: Label
    count: Callable[[str, datetime | None, datetime | None], int]
    url: Callable[[str], str]


@dataclass(frozen=True)
class MeasuredRegister:
    """A register of which series of figures are made, with the rows behind them in public.

    ``measure(codes)`` gives the figure of today for the codes of a series, ``None`` for codes that
    it does not know; ``url()`` is the public page in the current language that lists the rows, or
    nothing where no page does. ``dimensions`` names the codes that it tells apart besides place and
    unit, ``frequency`` the period of a figure (``A``, ``Q`` or ``M`` as in SDMX). A figure above
    zero and below ``smallest_cell`` is seen by nobody.
    """

    name: str
    label: Label
    measure: Callable[[Mapping[str, str]], Decimal | None]
    url: Callable[[], str]
    dimensions: frozenset[str] = frozenset()
    frequency: Literal["A", "Q", "M"] = "M"
    smallest_cell: int = 0


@dataclass(frozen=True)
class DashboardTile:
    """A number that the office shows on its first page, with a link to what it counts."""

    name: str
    label: Label
    count: Callable[[HttpRequest], int]
    url_name: str
    permission: str = ""


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the public main menu."""

    name: str
    label: Label
    url_name: str
    order: int = 100


def _never() -> None:
    """Know of no change that is to come."""


@dataclass(frozen=True)
class DataSetFacts:
    """What is known of a data set today; what is not known stays empty.

    ``start`` and ``end`` are the days that its rows tell of, ``sources`` titles and addresses,
    ``areas`` names by language under the codes of places.
    """

    issued: datetime | None = None
    modified: datetime | None = None
    start: date | None = None
    end: date | None = None
    sources: Sequence[Mapping[str, str]] = ()
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenDataSet:
    """A data set that the site publishes; ``formats`` are its paths by media type.

    ``themes`` and ``frequency`` are codes of the EU's lists data-theme and frequency. ``page`` is
    the view that shows the same to people, with its arguments. ``facts`` and ``parts``, the data
    sets within this one, are read anew each time, at a constant number of queries; ``keys`` are the
    page-cache keys of both, and ``changes`` gives the moment at which they will be others.
    """

    name: str
    title: Label | Mapping[str, str]
    description: Label | Mapping[str, str]
    formats: Mapping[str, str]
    licence: str = licences.OWN
    themes: tuple[str, ...] = ()
    keywords: tuple[Label | Mapping[str, str], ...] = ()
    frequency: str = ""
    page: tuple[str, Mapping[str, str]] | None = None
    facts: Callable[[], DataSetFacts] = DataSetFacts
    parts: Callable[[], Iterable[OpenDataSet]] = tuple
    keys: tuple[str, ...] = ()
    changes: Callable[[], datetime | None] = _never

    @property
    def address(self) -> str:
        """Return what the data set is called in catalogues: its place on the page of open data."""
        return f"{settings.SITE_URL}/data/#{self.name}"


@dataclass(frozen=True)
class SitemapSection:
    """Pages of one kind for the sitemap: ``paths()`` yields (view name, arguments, changed)."""

    name: str
    paths: Callable[[], Iterator[tuple[str, dict[str, Any], datetime | None]]]


@dataclass(frozen=True)
class PlaceUse:
    """What is done at a place, for its page: ``rows(place)`` gives the published records.

    Each has ``get_absolute_url``; ``title`` is the name of the text by which it is called, and
    ``keys`` are those that are touched when records of this kind change.
    """

    name: str
    label: Label
    rows: Callable[[Any], Sequence[models.Model]]
    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """What speaks of a lower app's records, for their page: ``rows(record)`` by one query.

    Each row has ``get_absolute_url``, a ``code``, the text ``title`` and a ``remark`` on how it is
    meant; ``keys`` are those that are touched when records of this kind change.
    """

    name: str
    model: type[models.Model]
    label: Label
    rows: Callable[[Any], Sequence[models.Model]]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class ReadinessCheck:
    """What must hold before the site receives visitors; ``check`` says what is wrong."""

    name: str
    check: Callable[[], str]


@dataclass(frozen=True)
class ContentLoader:
    """Loads one folder of a city's content; ``folder`` is relative to the content's root."""

    name: str
    folder: str
    load: Callable[..., Any]


@dataclass(frozen=True)
class Subject:
    """One public thing that people can write about; ``url`` is its path in the current language."""

    title: Mapping[str, str]
    url: str
    owner: Any = None


@dataclass(frozen=True)
class SubjectKind:
    """A kind of public things that people can write about, found by their code.

    ``find(code)`` gives a published one or ``None``; ``key`` is the page-cache key of its page.
    """

    name: str
    label: Label
    find: Callable[[str], Subject | None]
    key: str


@dataclass(frozen=True)
class SubjectPanel:
    """What an app adds to the page of a thing that people can write about.

    ``context(kind, code)`` is called once a page and costs a constant number of queries.
    """

    name: str
    template: str
    context: Callable[[str, str], dict[str, Any]]


@dataclass(frozen=True)
class Area:
    """A part of the city or of its administration by which the office narrows lists."""

    name: str
    label: Label
    model: type[models.Model]


@dataclass(frozen=True)
class ReviewedKind:
    """A kind of ``Verified`` records, and after how many days one is looked at again.

    ``areas`` says, by the name of an area, over which lookup a record belongs to it.
    """

    model: type[models.Model]
    days: int
    areas: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the model's label."""
        return self.model._meta.label_lower


@dataclass(frozen=True)
class RowRule:
    """Which records of a kind a person may work on: a condition, or ``None`` for all.

    The condition names the record's own columns: its ``pk`` and its foreign keys.
    """

    model: type[models.Model]
    condition: Callable[[Any], models.Q | None]

    @property
    def name(self) -> str:
        """Return the model's label."""
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Importer:
    """Takes over data of another system: ``opencity import NAME …``.

    ``add_arguments`` gets the parser of the command; ``run`` its options and a function that writes
    a line to the person, and raises ``DomainError`` when nothing was taken over.
    """

    name: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Mapping[str, Any], Callable[[str], Any]], None]


search_sources: Registry[SearchSource] = Registry("search source")
lexicon_sources: Registry[LexiconSource] = Registry("lexicon source")
countable_registers: Registry[CountableRegister] = Registry("countable register")
measured_registers: Registry[MeasuredRegister] = Registry("measured register")
dashboard_tiles: Registry[DashboardTile] = Registry("dashboard tile")
menu_entries: Registry[MenuEntry] = Registry("menu entry")
datasets: Registry[OpenDataSet] = Registry("open data set")
sitemap_sections: Registry[SitemapSection] = Registry("sitemap section")
place_uses: Registry[PlaceUse] = Registry("use of places")
mentions: Registry[Mention] = Registry("mention")
readiness_checks: Registry[ReadinessCheck] = Registry("readiness check")
subject_kinds: Registry[SubjectKind] = Registry("kind of subject")
subject_panels: Registry[SubjectPanel] = Registry("subject panel")
importers: Registry[Importer] = Registry("importer")
content_loaders: Registry[ContentLoader] = Registry("content loader")
areas: Registry[Area] = Registry("area")
reviewed_kinds: Registry[ReviewedKind] = Registry("reviewed kind")
row_rules: Registry[RowRule] = Registry("row rule")
