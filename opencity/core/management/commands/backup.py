"""``opencity backup FILE``: keep the whole site in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.backup.actions import backup, this_site
from opencity.core.backup.archive import BackupError


class Command(BaseCommand):
    """Makes a backup of database and media."""

    help = (
        "Write database and media into one archive. The site may go on running; the archive is "
        "consistent, readable by its owner only, and appears when it is complete."
    )

    # A site that is not in order needs its backup most.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name."""
        parser.add_argument("file", type=Path, help="the archive to write, e.g. city.tar.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Make the backup and say what is in it."""
        try:
            manifest = backup(this_site(), file=file)
        except (BackupError, OSError) as error:
            raise CommandError(f"{error}\nNo backup was made.") from error
        self.stdout.write(
            f"{file}: {len(manifest.contents.rows)} tables with "
            f"{sum(manifest.contents.rows.values())} rows, {len(manifest.members) - 1} media files"
        )
