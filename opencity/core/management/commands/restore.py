"""``opencity restore FILE``: put the whole site back to a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.backup.actions import restore, this_site
from opencity.core.backup.archive import BackupError


class Command(BaseCommand):
    """Restores a backup of database and media."""

    help = (
        "Put database and media back to an archive made by 'opencity backup'. Stop the site first. "
        "The archive is verified before anything changes, and the former data is kept aside."
    )
    # The present database may be damaged or missing; neither must stand in the way.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name."""
        parser.add_argument("file", type=Path, help="the archive to restore")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore, and say where the former data is."""
        try:
            restored = restore(this_site(), file=file)
        except (BackupError, OSError) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        self.stdout.write(
            f"Restored the backup of {restored.manifest.created}, version "
            f"{restored.manifest.version}. The former data is in {restored.former}.\n"
            "Run 'opencity migrate' and 'opencity reindex' before you start the site, "
            "or start it with 'make run', which does both."
        )
