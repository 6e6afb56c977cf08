"""What the directory offers to higher apps."""

from __future__ import annotations

from opencity.core import registries
from opencity.directory.loading import load_folder


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(
        registries.ContentLoader("directory", "directory", load_folder)
    )
