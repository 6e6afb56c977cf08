"""The source of the service worker with what it must know of this site."""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from opencity.core.texts import languages

SECTIONS = (
    "",
    "services",
    "guides",
    "checklist",
    "offices",
    "documents",
    "glossary",
    "help",
    "packs",
)
"""First parts of addresses, under the language, whose pages may be kept; "" is the home page."""

EXCLUDED = ("account", "feedback")
"""First parts of addresses that the worker never touches; what has no language it ignores."""

_FOLDERS = ("theme", "brand", "services", "directory")
_FILES = (
    "theme/opencity.css",
    "brand/tokens.css",
    "brand/logo.svg",
    "theme/htmx.min.js",
    "theme/offline.js",
    "services/checklist.js",
)
_SOURCE = Path(__file__).with_name("service-worker.js")


@cache
def worker_source() -> str:
    """Return the script as browsers get it."""
    source = _SOURCE.read_text(encoding="utf-8")
    facts = _facts()
    facts["release"] = _release(source, facts)
    return f"const SITE = {json.dumps(facts)};\n{source}"


def _facts() -> dict[str, Any]:
    return {
        "languages": list(languages.codes()),
        "sections": list(SECTIONS),
        "excluded": list(EXCLUDED),
        "files": [static(name) for name in _FILES],
        "folders": [f"{settings.STATIC_URL}{folder}/" for folder in _FOLDERS],
        "zone": settings.TIME_ZONE,
    }


def _release(source: str, facts: dict[str, Any]) -> str:
    """Return a name that changes with the worker, with what it knows and with any static file."""
    manifest = getattr(staticfiles_storage, "manifest_hash", "")
    whole = json.dumps([source, facts, manifest])
    return blake2b(whole.encode(), digest_size=6).hexdigest()
