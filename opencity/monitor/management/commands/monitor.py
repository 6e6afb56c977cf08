"""The command ``opencity monitor``."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.errors import DomainError
from opencity.monitor.actions.counting import count_registers
from opencity.monitor.commands import assess, bring, index
from opencity.monitor.formats.mistakes import BadFile


class Command(BaseCommand):
    """Brings figures in and judges them."""

    help = (
        "Bring figures in with `import` and `count`, judge them with `assess`, rank with `index`."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the action and what belongs to it."""
        actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
        bring.add_arguments(actions.add_parser("import", help="take a file of figures over"))
        actions.add_parser("count", help="count the site's own registers into their series")
        assess.add_arguments(actions.add_parser("assess", help="judge a file of figures"))
        index.add_arguments(actions.add_parser("index", help="rank cities by an index"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do the action."""
        if action == "index":
            if code := index.run(options):
                sys.exit(code)
            return
        if action == "count":
            done = count_registers()
            self.stdout.write(
                f"{done.new} figures new, {done.changed} changed, {done.same} the same"
            )
            return
        work = bring.run if action == "import" else assess.run
        try:
            self.stdout.write(work(options))
        except (BadFile, DomainError, assess.BadFile, OSError) as error:
            raise CommandError(str(error)) from None
