"""What a person's weekly mail says: what is due of theirs, and what others ask them for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from opencity.core.registries import reviewed_kinds
from opencity.editing import queries
from opencity.editing.enums import Look
from opencity.editing.kinds import edit_url
from opencity.editing.models import ChangeRequest
from opencity.editing.queries.changes import waiting_for
from opencity.editing.queries.due import Filter

MOST_LISTED = 25


@dataclass(frozen=True)
class Line:
    """A record that is due, with the address of its form."""

    record: Any
    kind: str
    url: str


@dataclass(frozen=True)
class Digest:
    """Subject and text of one mail."""

    subject: str
    body: str


def digest_for(person: Any) -> Digest | None:
    """Return a person's mail in their language, or ``None`` when there is nothing to say."""
    chosen = Filter(owner=person.pk)
    number = queries.counts(chosen=chosen)[Look.DUE]
    changes = list(waiting_for(person).filter(asked=person).order_by("due_on", "pk"))
    if not number and not changes:
        return None
    with override(person.language):
        due = queries.page(Look.DUE, user=person, chosen=chosen, number=1)
        lines = [
            Line(row.record, str(row.record._meta.verbose_name), _site(edit_url(row.record)))
            for row in list(due)[:MOST_LISTED]
        ]
        context = {
            "person": person,
            "number": number,
            "lines": lines,
            "more": number - len(lines),
            "changes": [(change, _address_of(change)) for change in changes],
            "desk": _site(reverse("editing:due")),
        }
        subject, _line, body = render_to_string("editing/mail/digest.txt", context).partition("\n")
    return Digest(subject.strip(), body.strip() + "\n")


def owners() -> set[int]:
    """Return the keys of everybody who owns a record or is asked for a change."""
    found: set[int] = set()
    for kind in reviewed_kinds:
        rows = kind.model._default_manager.filter(owner__isnull=False).order_by()
        found |= set(rows.values_list("owner", flat=True).distinct())
    asked = ChangeRequest.objects.filter(asked__isnull=False).order_by()
    return found | set(asked.values_list("asked", flat=True).distinct())


def _address_of(change: ChangeRequest) -> str:
    return _site(reverse("editing:change", args=[change.pk]))


def _site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
