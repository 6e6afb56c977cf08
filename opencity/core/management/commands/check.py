"""``opencity check``: Django's system checks and, with ``--audit``, the audit log's chain."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck

from opencity.core.audit import broken_links
from opencity.core.audit.models import AuditEntry


class Command(DjangoCheck):
    """Checks the installation, and the audit log when asked."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--audit`` to what Django's command takes."""
        super().add_arguments(parser)
        parser.add_argument(
            "--audit", action="store_true", help="verify the hash chain of the audit log"
        )

    def handle(self, *app_labels: list[str], **options: Any) -> None:
        """Run the checks; fail when one does."""
        if not options.pop("audit"):
            super().handle(*app_labels, **options)
            return
        broken = list(broken_links())
        for link in broken:
            self.stderr.write(f"audit entry {link.number}: {link.reason}")
        if broken:
            raise CommandError(f"the audit log is broken in {len(broken)} places")
        count = AuditEntry.objects.count()
        self.stdout.write(f"audit log: {count} entries, chain unbroken")
