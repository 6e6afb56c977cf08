"""Passes a record on with the words it came with, as long as nobody changed it here."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from opencity.services.hsds.shape import KINDS
from opencity.services.models import ExchangedRecord

Tree = dict[str, Any]
OURS = frozenset({"id", "status", "service_at_locations"})
"""What this site alone can say, whatever a file said."""
ELSEWHERE = frozenset({"locations", "services", "organization", "location", "service"})
"""Other records that stand inside one; each is kept for itself."""


def own_part(tree: Tree) -> Tree:
    """Return what a record says of itself, without the other records that stand inside it."""
    return {key: value for key, value in tree.items() if key not in ELSEWHERE}


def fingerprint(value: Any) -> str:
    """Return a short fingerprint of a value, equal for equal values, empty for nothing."""
    if value is None:
        return ""
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(plain.encode(), digest_size=8).hexdigest()


def fingerprints(content: Tree, made: Tree) -> dict[str, str]:
    """Return, for each field and list that came, the fingerprint of what is made of it here."""
    return {key: fingerprint(made.get(key)) for key in content if key not in OURS | ELSEWHERE}


def as_it_came(made: Tree, record: ExchangedRecord | None, kind: str, *, full: bool) -> Tree:
    """Return a record as the site says it, with what is unchanged since it came as it came."""
    if record is None:
        return made
    fields = KINDS[kind].fields
    tree = dict(made)
    for key, mark in record.made.items():
        if (full or key in fields) and fingerprint(made.get(key)) == mark:
            tree[key] = record.content[key]
    return tree
