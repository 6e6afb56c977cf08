"""The command ``opencity monitor``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.monitor.commands import assess


class Command(BaseCommand):
    """Brings figures in and judges them."""

    help = "Judge figures: `assess` a series, from plain files and without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the action and what belongs to it."""
        actions = parser.add_subparsers(dest="action", required=True)
        assess.add_arguments(actions.add_parser("assess", help="judge a file of figures"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do the action."""
        try:
            self.stdout.write(assess.run(options))
        except assess.BadFile as error:
            raise CommandError(str(error)) from None
