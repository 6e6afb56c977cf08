"""Records that the desk looks after, as small as they can be."""

from __future__ import annotations

from typing import Any

from opencity.accounts.models import User
from opencity.accounts.queries import groups
from opencity.accounts.roles import Role
from opencity.directory.models import Contact, District, Organisation, Place
from opencity.services.models import Service


def person(role: Role, name: str = "", **fields: Any) -> User:
    name = name or role.value
    fields = {"language": "en"} | fields
    made = User.objects.create_user(f"{name}@city.example", name=name, **fields)
    made.groups.set(groups(role))
    return User.objects.get(pk=made.pk)


def publish(row: Any) -> Any:
    row.save_revision(clean=False).publish(skip_permission_checks=True)
    return type(row).objects.get(pk=row.pk)


def draft(row: Any, **values: Any) -> Any:
    """Save an edit that nobody has published yet; return the row."""
    edited = row.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(edited, name, value)
    edited.save_revision(clean=False)
    return type(row).objects.get(pk=row.pk)


def place(code: str = "o1", **fields: Any) -> Place:
    texts = {"bg": f"Място {code}", "en": f"Place {code}"}
    return publish(Place.objects.create(**({"code": code, "slug": code, "name": texts} | fields)))


def organisation(code: str = "org", **fields: Any) -> Organisation:
    fields = {"code": code, "kind": "ngo", "name": {"bg": code}} | fields
    return publish(Organisation.objects.create(**fields))


def service(code: str = "s01", **fields: Any) -> Service:
    fields = {"code": code, "slug": code, "title": {"bg": code}, "summary": {"bg": "за"}} | fields
    return publish(Service.objects.create(**fields))


def contact(code: str = "c1", **fields: Any) -> Contact:
    fields = {"code": code, "kind": "web", "value": "https://old.example/page"} | fields
    return Contact.objects.create(**fields)


def district(code: str = "1") -> District:
    return District.objects.create(
        code=code, slug=f"d{code}", name={"bg": f"Район {code}"}, latitude="42.7",
        longitude="23.3", area_km2="10",
    )  # fmt: skip
