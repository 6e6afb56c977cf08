"""Chooses the database: SQLite in the data folder, or what ``DATABASE_URL`` names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def databases(data: Path) -> dict[str, dict[str, Any]]:
    """Return Django's ``DATABASES`` for this process."""
    url = os.environ.get("DATABASE_URL", "")
    return {"default": postgresql(url) if url else sqlite(data / "opencity.sqlite3")}


def sqlite(file: Path) -> dict[str, Any]:
    """Return the settings of a SQLite file behind the fair write gate."""
    return {
        "ENGINE": "opencity.core.sqlite",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 30},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Return the settings of a PostgreSQL address ``postgresql://user:password@host:port/name``.

    Raises ``ValueError`` for any other kind of address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme}://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True, **query},
    }
