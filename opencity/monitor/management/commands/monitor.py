"""The command ``opencity monitor``."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.monitor.commands import assess, index


class Command(BaseCommand):
    """Judges figures, from plain files and without a database."""

    help = "Judge figures: `assess` a series, or calculate an openness `index`."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the action and what belongs to it."""
        actions = parser.add_subparsers(dest="action", required=True)
        assess.add_arguments(actions.add_parser("assess", help="judge a file of figures"))
        index.add_arguments(actions.add_parser("index", help="rank cities by an index"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do the action."""
        if action == "index":
            if code := index.run(options):
                sys.exit(code)
            return
        try:
            self.stdout.write(assess.run(options))
        except assess.BadFile as error:
            raise CommandError(str(error)) from None
