"""What the addresses of the HSDS interface take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError
from pydantic import field_validator

from opencity.core.texts import languages
from opencity.services.hsds.filters import Wanted

MOST_PER_PAGE = 1000


class In(Schema):
    """What every address takes."""

    lang: str = Field(
        "",
        description="The language of the texts; the city's own where it is not given.",
        json_schema_extra=lambda schema: schema.update(enum=["", *languages.codes()]),
    )

    @field_validator("lang")
    @classmethod
    def is_known(cls, value: str) -> str:
        """Refuse a language that the site does not have."""
        if value and value not in languages.codes():
            allowed = ", ".join(languages.codes())
            raise ValueError(_("must be one of: %(allowed)s.") % {"allowed": allowed})
        return value

    @property
    def language(self) -> str:
        """Return the wanted language."""
        return self.lang or languages.source_language()


class PageIn(In):
    """What every list takes."""

    search: str = Field("", max_length=200, description="Words that must all stand in the texts.")
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST_PER_PAGE)
    format: Literal["json", "ndjson"] = Field(
        "json", description="ndjson streams all records, one a line, without pages."
    )


class ServicesIn(PageIn):
    """What the list of services takes."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: str | None = Field(
        None,
        description="Only what changed then or later: 2026-01-31T08:00:00Z or a day.",
        json_schema_extra=lambda schema: schema.update(
            anyOf=[{"type": "string", "format": form} for form in ("date-time", "date")]
        ),
    )
    full: bool = False

    def wanted(self, **further: Any) -> Wanted:
        """Return the filter."""
        return Wanted(
            search=self.search,
            term=self.taxonomy_term_id,
            taxonomy=self.taxonomy_id,
            organisation=self.organization_id,
            modified_after=_moment(self.modified_after),
            **further,
        )


class AllServicesIn(ServicesIn):
    """What only the list of services takes."""

    minimal: bool = Field(False, description="Only “id” and “last_modified”.")


class LinksIn(ServicesIn):
    """What the list of services at locations takes."""

    postcode: str = Field("", max_length=20)
    proximity: float | None = Field(
        None,
        ge=0,
        le=50_000_000,
        description="Metres around the middle of the postcode; without one it does not count.",
    )


class OrganisationsIn(PageIn):
    """What the list of organisations takes."""

    full: bool = False
    full_service: bool = False


class OrganisationIn(In):
    """What one organisation takes."""

    full_service: bool = False


class TermsIn(PageIn):
    """What the list of terms takes."""

    taxonomy_id: UUID | None = None
    top_only: bool = False
    parent_id: UUID | None = None


def _moment(written: str | None) -> datetime | None:
    """Read a day or a moment; a plus sign that became a space in an address is one again."""
    if written is None:
        return None
    try:
        day = parse_date(written)
        found = datetime(day.year, day.month, day.day) if day else _at(written)
        # In universal time, which every database knows.
        moment = found and (make_aware(found) if is_naive(found) else found).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise HttpError(422, _("“modified_after” must be like 2026-01-31T08:00:00Z."))
    return moment


def _at(written: str) -> datetime | None:
    return parse_datetime(written) or parse_datetime("+".join(written.rsplit(" ", 1)))
