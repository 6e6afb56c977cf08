"""Offices as open data: JSON with the hours as rules, JSON-LD, the same rows as the pages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from opencity.core.addresses import addresses_of
from opencity.core.pagecache import tag
from opencity.core.problems import ProblemOut
from opencity.core.texts import attach_states
from opencity.core.texts.states import noted_states
from opencity.directory import queries
from opencity.directory.hours import seconds_left
from opencity.directory.linked_data import linked_office
from opencity.directory.models import Contact, Place
from opencity.directory.public_holidays import holidays_between
from opencity.directory.rules import OpenState, Schedule

router = Router(tags=["offices"])

TextOut = dict[str, str]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class HoursOut(Schema):
    """Open on a day of the week, from ``opens`` until ``closes`` on the clock on the wall."""

    day: str
    opens: str
    closes: str


class ExceptionOut(Schema):
    """Other hours on some days; without times the place is closed."""

    starts_on: str
    ends_on: str
    opens: str | None
    closes: str | None
    reason: TextOut


class HolidayOut(Schema):
    """A public holiday on which places with known hours are closed."""

    date: str
    name: TextOut


class RulesOut(Schema):
    """What is needed to say when a place is open."""

    time_zone: str
    precedence: list[str]
    public_holidays: list[HolidayOut]


class StateOut(Schema):
    """What held when this was asked: open, closed, appointment or unknown."""

    status: str
    until: str | None
    opens_at: str | None
    changes_at: str
    because: str
    reason: TextOut


class ContactOut(Schema):
    """A way to reach somebody."""

    code: str
    kind: str
    value: str
    url: str
    label: TextOut
    languages: list[str]
    hours_note: TextOut


class SourceOut(Schema):
    """Where a fact comes from."""

    title: str
    address: str


class OfficeOut(Schema):
    """An office; ``hours`` is empty where they are not known, ``null`` stands for unknown."""

    code: str
    uuid: str
    slug: str
    kind: str
    name: TextOut
    summary: TextOut
    organisation: str | None
    address: str
    address_latin: str
    postal_code: str
    district: str | None
    latitude: float | None
    longitude: float | None
    position: str
    entrance_note: TextOut
    languages: list[str]
    wheelchair: bool | None
    by_appointment: bool
    hours_known: bool
    hours: list[HoursOut]
    exceptions: list[ExceptionOut]
    hours_note: TextOut
    state: StateOut
    contacts: list[ContactOut]
    certainty: str
    sources: list[SourceOut]
    verified_on: str | None
    url: TextOut
    text_states: dict[str, TextOut] = Field(default_factory=dict)


class OfficesOut(Schema):
    """All offices and the rules of their hours."""

    rules: RulesOut
    offices: list[OfficeOut]


class OneOfficeOut(OfficeOut):
    """One office and the rules of its hours."""

    rules: RulesOut


@router.get("/", response=OfficesOut, summary="All offices")
def offices(request: HttpRequest) -> HttpResponse:
    """Return all published offices in every language."""
    rows = _complete(queries.places())
    return _answer({"rules": rules_data(), "offices": [office_data(row) for row in rows]}, rows)


@router.get("/offices.jsonld", summary="All offices as JSON-LD")
def offices_jsonld(request: HttpRequest) -> HttpResponse:
    """Return all published offices in schema.org's words."""
    rows = _complete(queries.places())
    graph = [linked_office(row) for row in rows]
    return _answer({"@context": "https://schema.org", "@graph": graph}, rows, "ld+json")


@router.get("/{code}/", response={200: OneOfficeOut, 404: ProblemOut}, summary="One office")
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Return a published office in every language."""
    row = _office_or_404(code)
    return _answer({**office_data(row), "rules": rules_data()}, [row])


@router.get(
    "/{code}/office.jsonld",
    response={404: ProblemOut},
    openapi_extra={"responses": {200: {"description": "OK"}}},
    summary="One office as JSON-LD",
)
def office_jsonld(request: HttpRequest, code: str) -> HttpResponse:
    """Return a published office in schema.org's words."""
    row = _office_or_404(code)
    return _answer({"@context": "https://schema.org", **linked_office(row)}, [row], "ld+json")


def _office_or_404(code: str) -> Place:
    rows = _complete(queries.places(code=code))
    if not rows:
        raise Http404(_("There is no such office."))
    return rows[0]


def _complete(rows: list[Place]) -> list[Place]:
    queries.with_contacts(rows)
    attach_states(rows)
    return rows


def _answer(data: Any, rows: Iterable[Place], kind: str = "json") -> HttpResponse:
    """Return data that may be kept until one of its places opens or closes."""
    body = json.dumps(data, ensure_ascii=False)
    response = HttpResponse(body, content_type=f"application/{kind}; charset=utf-8")
    age = seconds_left(rows)
    return tag(response, "directory", "texts", max_age=age, any_language=True)


def rules_data() -> dict[str, Any]:
    """Return the rules that hold for all hours: time zone, what goes before what, holidays."""
    today = timezone.localdate()
    days = holidays_between(today, today + datetime.timedelta(days=365))
    return {
        "time_zone": settings.TIME_ZONE,
        "precedence": ["exception", "holiday", "week"],
        "public_holidays": [{"date": day.isoformat(), "name": name} for day, name in days],
    }


def office_data(row: Place) -> dict[str, Any]:
    """Return everything public of an office as plain data."""
    return {
        "code": row.code,
        "uuid": str(row.uuid),
        "slug": row.slug,
        "kind": row.kind,
        "name": row.name,
        "summary": row.summary,
        "organisation": row.provider.code if row.provider else None,
        **_where(row),
        "entrance_note": row.entrance_note,
        "languages": row.languages,
        "wheelchair": {"yes": True, "no": False}.get(row.wheelchair),
        **hours_data(row.schedule),
        "hours_note": row.hours_note,
        "state": _state(row.state),
        "contacts": [_contact(contact) for contact in row.contact_list],
        "certainty": row.certainty,
        "sources": row.sources,
        "verified_on": row.verified_on.isoformat() if row.verified_on else None,
        "url": addresses_of("directory:office", slug=row.slug),
        "text_states": noted_states(row),
    }


def _where(row: Place) -> dict[str, Any]:
    return {
        "address": row.address,
        "address_latin": row.latin_address,
        "postal_code": row.postal_code,
        "district": row.district.code if row.district else None,
        "latitude": float(row.latitude) if row.latitude is not None else None,
        "longitude": float(row.longitude) if row.longitude is not None else None,
        "position": row.position,
    }


def hours_data(schedule: Schedule) -> dict[str, Any]:
    """Return a place's hours and exceptions as plain data."""
    return {
        "by_appointment": schedule.by_appointment,
        "hours_known": schedule.is_known,
        "hours": [
            {"day": DAYS[number], "opens": f"{each.opens:%H:%M}", "closes": f"{each.closes:%H:%M}"}
            for number, stretches in enumerate(schedule.week)
            for each in sorted(stretches)
        ],
        "exceptions": [
            {
                "starts_on": each.starts_on.isoformat(),
                "ends_on": each.ends_on.isoformat(),
                "opens": f"{each.stretches[0].opens:%H:%M}" if each.stretches else None,
                "closes": f"{each.stretches[0].closes:%H:%M}" if each.stretches else None,
                "reason": dict(each.reason or {}),
            }
            for each in schedule.exceptions
        ],
    }


def _state(state: OpenState) -> dict[str, Any]:
    return {
        "status": state.status.value,
        "until": state.until.isoformat() if state.until else None,
        "opens_at": state.opens_at.isoformat() if state.opens_at else None,
        "changes_at": state.changes_at.isoformat(),
        "because": state.today.because.value,
        "reason": dict(state.today.reason or {}),
    }


def _contact(row: Contact) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "value": row.value,
        "url": row.url,
        "label": row.label,
        "languages": row.languages,
        "hours_note": row.hours_note,
    }
