"""The command ``opencity translations``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from opencity.translation import actions, queries
from opencity.translation.enums import Standing


class Command(BaseCommand):
    """Shows how far the translations are, or where they differ from the glossary."""

    help = (
        "Show how many texts are missing, outdated, machine-made and reviewed, by language; or "
        "where translations differ from the glossary."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to show."""
        parser.add_argument(
            "--glossary",
            action="store_true",
            help="list the texts that do not use the glossary's words",
        )
        parser.add_argument("--lang", help="only this language")

    def handle(self, *args: Any, glossary: bool, lang: str | None, **options: Any) -> None:
        """Print one line a language and one column a standing, or one line a warning."""
        actions.catch_up_all()
        if glossary:
            self._warn(lang)
        else:
            self._count(lang)

    def _count(self, wanted: str | None) -> None:
        columns = [each.value for each in Standing]
        self.stdout.write("  ".join([f"{'language':10}", *(f"{name:>10}" for name in columns)]))
        for language, counter in queries.coverage().items():
            if wanted in (None, language):
                numbers = [f"{counter[each]:>10}" for each in Standing]
                self.stdout.write("  ".join([f"{language:10}", *numbers]))

    def _warn(self, language: str | None) -> None:
        number = 0
        for remark in queries.remarks(language):
            name = queries.unit_name(remark.line)
            for fault in remark.faults:
                number += 1
                words = queries.told(fault, remark.line.language)
                self.stdout.write(f"{remark.line.language} {name}: {words}")
        self.stdout.write(f"{number} warnings")
