"""``opencity import KIND …``: take over data of another system."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.errors import DomainError
from opencity.core.registries import importers


class Command(BaseCommand):
    """Hands over to the importer of an app."""

    help = (
        "Take over data of another system, all or nothing. Importing twice changes nothing; what "
        "people edited here stays. An error names file, place, field and reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the kind of data, and what its importer asks for."""
        kinds = parser.add_subparsers(dest="importer", metavar="KIND", required=True)
        for importer in importers:
            importer.add_arguments(
                kinds.add_parser(importer.name, help=importer.help, description=importer.help)
            )

    def handle(self, *args: Any, importer: str, **options: Any) -> None:
        """Import and tell what came of it."""
        chosen = importers.get(importer)
        if chosen is None:
            raise CommandError(f"there is no importer {importer}")
        try:
            chosen.run(options, self.stdout.write)
        except DomainError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
