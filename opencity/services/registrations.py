"""What the services offer to higher apps."""

from __future__ import annotations

from opencity.core import registries
from opencity.services.loading import load_folder


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(
        registries.ContentLoader("services", "services", load_folder)
    )
