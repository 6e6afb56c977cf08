"""The command that brings the search index up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opencity.search.actions import rebuild


class Command(BaseCommand):
    """Rebuilds the search index from all public content; searching goes on meanwhile."""

    help = "Bring the search index up to date with all public content."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many documents were added, changed, removed and left alone."""
        counts = rebuild()
        if options["verbosity"]:
            self.stdout.write(
                f"Search index: {counts.added} added, {counts.changed} changed, "
                f"{counts.removed} removed, {counts.unchanged} unchanged."
            )
