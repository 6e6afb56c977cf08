"""The shape of HSDS 3.0: which fields each kind of record has, and of which type they are.

Source of the names: Open Referral, HSDS 3.0, https://docs.openreferral.org/en/v3.0.0/hsds/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/v3.0.0/"

TYPES = ("text", "uuid", "uri", "email", "number", "date", "datetime", "time")
"""What a field may hold, beside one of several words, written ``a|b``."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: its fields with their types, and the records that stand inside it.

    ``order`` is the place of its table in the data package; ``lists`` and ``objects`` name what is
    nested; ``filled`` the required fields that may not be empty either.
    """

    name: str
    table: str
    order: int
    fields: Mapping[str, str]
    required: tuple[str, ...]
    filled: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)


_ABOUT = {"attributes": "attribute", "metadata": "metadata"}
_FILLED = {"id", "name", "number", "status", "location_type", "address_type"}


def _kind(
    name: str,
    order: int,
    fields: str,
    *,
    table: str = "",
    lists: Mapping[str, str] = MappingProxyType(_ABOUT),
    objects: Mapping[str, str] = MappingProxyType({}),
) -> Kind:
    """Read fields written as ``name:type``; a star marks a required one, text needs no type."""
    types, required = {}, []
    for word in fields.split():
        label, _colon, kind = word.partition(":")
        key = label.rstrip("*")
        types[key] = kind.replace("_", " ") or "text"
        if label.endswith("*"):
            required.append(key)
    filled = tuple(key for key in required if key in _FILLED)
    return Kind(name, table or f"{name}s", order, types, tuple(required), filled, lists, objects)


_REACH = {"phones": "phone", "contacts": "contact"}

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind(
            "organization",
            1,
            "id*:uuid name* alternate_name description* email:email website:uri tax_status tax_id"
            " year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid",
            lists={
                "funding": "funding",
                **_REACH,
                "locations": "location",
                "programs": "program",
                "organization_identifiers": "organization_identifier",
                **_ABOUT,
            },
        ),
        _kind("program", 2, "id*:uuid organization_id:uuid name* alternate_name description*"),
        _kind(
            "service",
            3,
            "id*:uuid organization_id:uuid program_id:uuid name* alternate_name description url:uri"
            " email:email status*:active|inactive|defunct|temporarily_closed"
            " interpretation_services application_process fees_description wait_time fees"
            " accreditations eligibility_description minimum_age:number maximum_age:number"
            " assured_date:date assurer_email:email licenses alert last_modified:datetime",
            lists={
                "phones": "phone",
                "schedules": "schedule",
                "service_areas": "service_area",
                "service_at_locations": "service_at_location",
                "languages": "language",
                "funding": "funding",
                "cost_options": "cost_option",
                "required_documents": "required_document",
                "contacts": "contact",
                **_ABOUT,
            },
            objects={"organization": "organization", "program": "program"},
        ),
        _kind(
            "attribute",
            4,
            "id*:uuid link_id:uuid taxonomy_term_id:uuid link_type link_entity value",
            lists={"metadata": "metadata"},
            objects={"taxonomy_term": "taxonomy_term"},
        ),
        _kind(
            "service_at_location",
            5,
            "id*:uuid service_id:uuid location_id:uuid description",
            table="service_at_location",
            lists={**_REACH, "schedules": "schedule", **_ABOUT},
            objects={"location": "location"},
        ),
        _kind(
            "location",
            6,
            "id*:uuid location_type*:physical|postal|virtual url:uri organization_id:uuid name"
            " alternate_name description transportation latitude:number longitude:number"
            " external_identifier external_identifier_type",
            lists={
                "languages": "language",
                "addresses": "address",
                "contacts": "contact",
                "accessibility": "accessibility",
                "phones": "phone",
                "schedules": "schedule",
                **_ABOUT,
            },
        ),
        _kind(
            "phone",
            7,
            "id*:uuid location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid"
            " service_at_location_id:uuid number* extension:number type description",
            lists={"languages": "language", **_ABOUT},
        ),
        _kind(
            "contact",
            8,
            "id*:uuid organization_id:uuid service_id:uuid service_at_location_id:uuid"
            " location_id:uuid name title department email:email",
            lists={"phones": "phone", **_ABOUT},
        ),
        _kind(
            "address",
            9,
            "id*:uuid location_id:uuid attention address_1* address_2 city* region state_province*"
            " postal_code* country* address_type*:physical|postal|virtual",
            table="addresses",
        ),
        _kind(
            "schedule",
            10,
            "id*:uuid service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date"
            " valid_to:date dtstart:date timezone:number until:date count:number"
            " wkst:MO|TU|WE|TH|FR|SA|SU freq:WEEKLY|MONTHLY interval:number byday byweekno"
            " bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri"
            " attending_type notes",
        ),
        _kind(
            "funding", 11, "id*:uuid organization_id:uuid service_id:uuid source", table="funding"
        ),
        _kind(
            "service_area", 12, "id*:uuid service_id:uuid name description extent extent_type uri"
        ),
        _kind("required_document", 13, "id*:uuid service_id:uuid document uri:uri"),
        _kind(
            "language", 14, "id*:uuid service_id:uuid location_id:uuid phone_id:uuid name code note"
        ),
        _kind(
            "accessibility",
            15,
            "id*:uuid location_id:uuid description details url:uri",
            table="accessibility",
        ),
        _kind(
            "taxonomy_term",
            16,
            "id*:uuid code name* description* parent_id:uuid taxonomy language taxonomy_id:uuid"
            " term_uri:uri",
            lists={"metadata": "metadata"},
            objects={"taxonomy_detail": "taxonomy"},
        ),
        _kind(
            "metadata",
            17,
            "id*:uuid resource_id:uuid resource_type last_action_date*:date last_action_type*"
            " field_name* previous_value* replacement_value* updated_by*",
            table="metadata",
            lists={},
        ),
        _kind(
            "cost_option",
            19,
            "id*:uuid service_id:uuid valid_from:date valid_to:date option currency amount:number"
            " amount_description",
        ),
        _kind(
            "organization_identifier",
            20,
            "id*:uuid organization_id:uuid identifier_scheme identifier_type* identifier*",
        ),
        _kind(
            "taxonomy",
            21,
            "id*:uuid name* description* uri:uri version",
            table="taxonomies",
            lists={"metadata": "metadata"},
        ),
    )
}

FURTHER_LISTS: Mapping[str, Mapping[str, str]] = {"organization": {"services": "service"}}
"""Lists that a record has only where it is asked for itself, not where it stands inside another."""

FURTHER_OBJECTS: Mapping[str, Mapping[str, str]] = {"service_at_location": {"service": "service"}}
"""Objects that a record has only where it is asked for itself."""


def key_of(kind: str, parent: str) -> str:
    """Return the column in which the row of a nested record names the record it stands in."""
    return {"attribute": "link_id", "metadata": "resource_id"}.get(kind, f"{parent}_id")


def link_of(name: str) -> str:
    """Return the column that stands for a nested object in a table."""
    return {"taxonomy_detail": "taxonomy_id"}.get(name, f"{name}_id")
