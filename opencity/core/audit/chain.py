"""Writes and checks the chain of audit entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from opencity.core.audit.models import AuditEntry

_LOCK = 0x0C17A0D1
"""Number of the PostgreSQL advisory lock under which entries are numbered."""


def record(
    *,
    actor: Any,
    action: str,
    target: models.Model,
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry in the caller's transaction; ``actor`` is an account or ``None`` (system).

    The actor is kept as ``user:<id>``, so that erasing a person leaves the chain whole. Details
    are facts and identifiers, never personal data.
    """
    with transaction.atomic():
        _one_at_a_time()
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            actor=f"user:{actor.pk}" if actor is not None else "",
            action=action,
            target_model=target._meta.label_lower,
            target_id=str(target.pk),
            detail=_plain(detail or {}),
            previous_hash=last.hash if last else "",
        )
        entry.hash = entry_hash(entry)
        entry.save()
    return entry


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    # Databases write 1e20 each in their own way, and a chain must read the same in all of them.
    found: dict[str, Any] = json.loads(json.dumps(detail, cls=DjangoJSONEncoder), parse_float=str)
    return found


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def entry_hash(entry: AuditEntry) -> str:
    """Return the SHA-256 over an entry's content and the hash before it."""
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.target_model,
        entry.target_id,
        entry.detail,
        entry.previous_hash,
    ]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Broken:
    """An entry that is not what was written, and why."""

    number: int
    reason: str


def broken_links() -> Iterator[Broken]:
    """Yield every place where the chain does not hold: altered, missing or inserted entries."""
    previous, expected = "", 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        if entry.number != expected:
            yield Broken(expected, f"entries {expected} to {entry.number - 1} are missing")
        elif entry.previous_hash != previous:
            yield Broken(entry.number, "it does not continue the entry before it")
        if entry.hash != entry_hash(entry):
            yield Broken(entry.number, "its content was altered")
        previous, expected = entry.hash, entry.number + 1
