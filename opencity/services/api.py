"""Services as open data: the same published facts as the pages, with how each text came about."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from opencity.core.pagecache import tag
from opencity.core.problems import ProblemOut
from opencity.core.published import linked_keys
from opencity.services.enums import Group
from opencity.services.facts import facts_of, published_service
from opencity.services.listing import Catalogue, Filters, Line, catalogue
from opencity.services.models import LifeEvent, Service
from opencity.services.records import ServiceOut, ServicesOut, service_lines, service_record

router = Router(tags=["services"])
_MOST = 100


_GROUPS = [code for code in Group.values if code != Group.ALL]


class ServicesIn(Schema):
    """What the list takes."""

    topic: str = Field("", description="Only services of this topic.")
    life_event: str = Field("", description="Only services needed then.")
    group: str = Field(
        "",
        description="Only services for this group or everybody.",
        json_schema_extra={"enum": ["", *_GROUPS]},
    )
    updated_since: datetime | None = Field(
        None, description="Only services published anew since then."
    )
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=_MOST)


@router.get(
    "/",
    response={200: ServicesOut, 404: ProblemOut, 422: ProblemOut},
    summary="The services",
)
def services(request: HttpRequest, asked: Annotated[ServicesIn, Query()]) -> HttpResponse:
    """Return the published services by code, a page at a time, with texts in every language."""
    every = catalogue()
    filters = Filters(asked.topic, asked.life_event, asked.group)
    _require_known(every, filters)
    rows = Service.objects.live().order_by("code")
    if filters.are_set:
        rows = rows.filter(pk__in=every.keys(filters))
    if asked.updated_since is not None:
        rows = rows.filter(last_published_at__gte=_moment(asked.updated_since))
    pages = Paginator(rows.select_related("provider"), asked.size)
    found = list(pages.page(asked.page).object_list) if asked.page <= pages.num_pages else []
    return _json(
        {
            "count": pages.count,
            "page": asked.page,
            "pages": pages.num_pages,
            "size": asked.size,
            "licence": "CC BY 4.0",
            "services": service_lines(found, every.lines),
        }
    )


@router.get(
    "/{code}/", response={200: ServiceOut, 404: ProblemOut}, summary="A service with its facts"
)
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Return all facts of a published service, each with its certainty and sources."""
    found = published_service(code=code)
    if found is None:
        raise Http404(_("There is no such service."))
    facts = facts_of(found)
    events = LifeEvent.objects.filter(pk__in=linked_keys(found, "life_events"))
    line = Line(
        found.pk,
        topics=frozenset(topic.code for topic in facts.topics),
        life_events=frozenset(events.values_list("code", flat=True)),
        groups=frozenset(found.groups),
    )
    return _json(service_record(facts, line))


def _json(data: Any) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    return tag(response, "services", "directory", "texts", any_language=True)


def _require_known(every: Catalogue, filters: Filters) -> None:
    """Refuse a value that is not among those there are, naming them.

    A topic or a moment that is not there is not found; a group is one of some fixed words.
    """
    allowed = {
        "topic": [row.code for row in every.topics],
        "life_event": [row.code for row in every.life_events],
        "group": _GROUPS,
    }
    for name, value in vars(filters).items():
        if value and value not in allowed[name]:
            message = _("%(name)s is “%(value)s”, but must be one of: %(allowed)s.")
            shown = {"name": name, "value": value[:40], "allowed": ", ".join(allowed[name])}
            raise HttpError(422 if name == "group" else 404, message % shown)


def _moment(value: datetime) -> datetime:
    """Return a moment in universal time; one without a zone is the city's."""
    try:
        zoned = value if value.tzinfo else timezone.make_aware(value)
        return zoned.astimezone(timezone.get_fixed_timezone(0))
    except (OverflowError, ValueError) as error:
        raise HttpError(422, _("updated_since is out of range.")) from error
