"""Keeps the site's secret key in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return ``OPENCITY_SECRET_KEY``, or the key kept in the data folder, made on first use."""
    if key := os.environ.get("OPENCITY_SECRET_KEY"):
        return key
    file = data / "secret-key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(key := secrets.token_urlsafe(60))
    return key
