"""``opencity load DIR``: bring a city's content files into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.batches import batch
from opencity.core.content import ContentError, Loading
from opencity.core.registries import content_loaders


class Command(BaseCommand):
    """Loads content: idempotent, all or nothing, keeping what people have edited."""

    help = (
        "Load a city's content files. Loading twice changes nothing; what people edited stays, "
        "and where both they and the file changed a value the command reports a conflict. "
        "An error names file, line and key, and then nothing at all is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the content folder."""
        parser.add_argument("directory", type=Path, help="the content folder of a city")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        """Load every folder that an app knows how to read."""
        if not directory.is_dir():
            raise CommandError(f"{directory} is no folder")
        lower_first = reversed(list(content_loaders))
        found = [loader for loader in lower_first if (directory / loader.folder).is_dir()]
        if not found:
            known = ", ".join(loader.folder for loader in content_loaders)
            raise CommandError(f"{directory} has none of the folders {known}")
        try:
            with batch():
                loading = Loading()
                for loader in found:
                    loader.load(directory / loader.folder, loading)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self._tell(loading)

    def _tell(self, loading: Loading) -> None:
        report = loading.report
        for conflict in report.conflicts:
            self.stdout.write(self.style.WARNING(f"conflict: {conflict}"))
        self.stdout.write(
            f"{len(report.created)} created, {len(report.changed)} changed, "
            f"{report.unchanged} unchanged, {len(report.conflicts)} conflicts"
        )
