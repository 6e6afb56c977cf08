"""The command ``opencity translations``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opencity.translation import actions, queries
from opencity.translation.enums import Standing


class Command(BaseCommand):
    """Shows how far the translations are."""

    help = "Show how many texts are missing, outdated, machine-made and reviewed, by language."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a language, one column a standing."""
        actions.catch_up_all()
        columns = [each.value for each in Standing]
        self.stdout.write("  ".join([f"{'language':10}", *(f"{name:>10}" for name in columns)]))
        for language, counter in queries.coverage().items():
            numbers = [f"{counter[each]:>10}" for each in Standing]
            self.stdout.write("  ".join([f"{language:10}", *numbers]))
