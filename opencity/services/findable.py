"""What the search of the site finds: services, guides, documents, words, life events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from opencity.core.addresses import paths_of
from opencity.core.registries import SearchDocument, SearchSource
from opencity.core.texts import languages
from opencity.services.listing import Filters
from opencity.services.models import (
    Condition,
    Cost,
    Document,
    Guide,
    LifeEvent,
    RequiredDocument,
    Service,
    Step,
    TimeLimit,
    Topic,
)
from opencity.translation.models import GlossaryTerm

Texts = Mapping[str, str]


def sources() -> Iterator[SearchSource]:
    """Yield the kinds of findable things."""
    yield SearchSource(
        "service",
        _("Services"),
        Service,
        service_documents,
        {Document: _services_asking_for, Topic: partial(_of_topic, Service)},
    )
    # A service stands before the guides through it and the papers and words of the same name.
    yield SearchSource(
        "guide",
        _("Guides"),
        Guide,
        guide_documents,
        {Topic: partial(_of_topic, Guide)},
        weight=0.75,
    )
    yield SearchSource("document", _("Documents"), Document, document_documents, weight=0.5)
    yield SearchSource("term", _("Words"), GlossaryTerm, term_documents, weight=0.35)
    yield SearchSource("life_event", _("Life events"), LifeEvent, life_event_documents, weight=0.5)


def service_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published services."""
    rows = _wanted(Service.objects.live(), keys).prefetch_related(
        "topics", "life_events", "conditions", "steps", "costs", "time_limits",
        Prefetch("documents", RequiredDocument.objects.select_related("document")),
    )  # fmt: skip
    for row in rows:
        yield SearchDocument(
            kind="service",
            key=str(row.pk),
            code=row.code,
            url=paths_of("services:service", slug=row.slug),
            titles=_with_official(row.title, row.official_name),
            bodies=_joined(_texts_of(row)),
            facets={
                "topic": [topic.code for topic in row.topics.all()],
                "life_event": [event.code for event in row.life_events.all()],
                "group": row.groups,
            },
            labels=[topic.name for topic in row.topics.all()],
        )


def guide_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published guides."""
    for row in _wanted(Guide.objects.live(), keys).prefetch_related("steps", "topics"):
        steps = [text for step in row.steps.all() for text in (step.title, step.text)]
        yield SearchDocument(
            kind="guide",
            key=str(row.pk),
            code=row.code,
            url=paths_of("services:guide", slug=row.slug),
            titles=row.title,
            bodies=_joined([row.summary, *steps]),
            facets={"topic": [topic.code for topic in row.topics.all()], "group": row.groups},
            labels=[topic.name for topic in row.topics.all()],
        )


def document_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the published documents."""
    for row in _wanted(Document.objects.live(), keys):
        yield SearchDocument(
            kind="document",
            key=str(row.pk),
            code=row.code,
            url=paths_of("services:document", slug=row.slug),
            titles=_with_official(row.name, row.name.get(languages.source_language(), "")),
            bodies=_joined([row.what, row.how]),
        )


def term_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the words of the glossary, with the other words that people use for them."""
    for row in _wanted(GlossaryTerm.objects.all(), keys):
        official = row.name.get(languages.source_language(), "")
        variants = {code: ", ".join(words) for code, words in row.variants.items()}
        shortened = {code: row.abbreviation for code in row.name if row.abbreviation}
        addresses = paths_of("services:glossary")
        yield SearchDocument(
            kind="term",
            key=str(row.pk),
            code=row.code,
            url={code: f"{address}#{row.code}" for code, address in addresses.items()},
            titles=_with_official(row.name, official),
            bodies=_joined([shortened, variants, row.definition]),
        )


def life_event_documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Yield the life events in which a published service is needed."""
    rows = LifeEvent.objects.filter(services__live=True).distinct()
    for row in _wanted(rows, keys):
        filters = Filters(life_event=row.code)
        addresses = paths_of("services:services")
        yield SearchDocument(
            kind="life_event",
            key=str(row.pk),
            code=row.code,
            url={code: filters.address(address) for code, address in addresses.items()},
            titles=row.name,
            bodies={},
        )


def _texts_of(row: Service) -> list[Texts]:
    papers = [
        text
        for required in row.documents.all()
        if required.document.live
        for text in (required.document.name, required.note)
    ]
    parts: list[Condition | Cost | Step | TimeLimit] = [
        *row.steps.all(), *row.conditions.all(), *row.costs.all(), *row.time_limits.all(),
    ]  # fmt: skip
    names = ("title", "text", "condition")
    facts = [getattr(part, name) for part in parts for name in names if hasattr(part, name)]
    return [row.summary, row.result, *papers, *facts]


def _services_asking_for(document: Document) -> list[str]:
    uses = RequiredDocument.objects.filter(document=document)
    return [str(pk) for pk in uses.values_list("service_id", flat=True)]


def _of_topic(model: type[Service] | type[Guide], topic: Topic) -> list[str]:
    return [str(pk) for pk in model.objects.filter(topics=topic).values_list("pk", flat=True)]


def _wanted(rows: models.QuerySet[Any], keys: Iterable[str] | None) -> models.QuerySet[Any]:
    if keys is not None:
        rows = rows.filter(pk__in=[key for key in keys if str(key).isdecimal()])
    return rows.order_by("pk")


def _with_official(titles: Texts, official: str) -> dict[str, str]:
    """Return titles with the official name behind, unless they say it already."""
    if not official:
        return dict(titles)
    return {
        code: title if official.casefold() in title.casefold() else f"{title} · {official}"
        for code, title in titles.items()
    }


def _joined(texts: Iterable[Texts]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for text in texts:
        for code, piece in (text or {}).items():
            found.setdefault(code, []).append(piece)
    return {code: "\n".join(pieces) for code, pieces in found.items()}
