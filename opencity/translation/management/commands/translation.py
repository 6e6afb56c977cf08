"""The command ``opencity translation``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencity.core.errors import DomainError
from opencity.core.texts import languages
from opencity.translation import actions, queries
from opencity.translation.actions import ImportRefused, Report
from opencity.translation.enums import Standing
from opencity.translation.exchange.formats import FORMATS
from opencity.translation.exchange.judging import Verdict
from opencity.translation.subjects import translatable_models

_ALL_GONE_WELL = (Verdict.SAME, Verdict.UNTOUCHED, Verdict.UNFINISHED)


class Command(BaseCommand):
    """Exchanges texts with translators' programs."""

    help = "Write texts into a file for translators' programs, or bring such a file back in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, the format, the language and the file."""
        parser.add_argument(
            "action",
            choices=["export", "import"],
            help="`export` writes the file, `import` reads it: all of it or nothing",
        )
        parser.add_argument("file", type=Path, help="the translators' file")
        parser.add_argument(
            "--format", choices=list(FORMATS), default="xliff", help="`xliff` (2.0) or `po`"
        )
        parser.add_argument("--lang", required=True, help="language translated into")
        parser.add_argument(
            "--state",
            action="append",
            choices=Standing.values,
            default=[],
            help="export: only texts in this state; may be given several times",
        )
        parser.add_argument("--kind", help="export: only one kind, such as `services.service`")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="import: publish records of which nothing but translations waits",
        )
        parser.add_argument(
            "--leave-overtaken",
            action="store_true",
            help="import: leave out what changed on the site since, instead of refusing the file",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="import: say what would be done, and do nothing"
        )

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do one of the two."""
        self._require_language(options["lang"])
        actions.catch_up_all()
        return self._export(options) if action == "export" else self._import(options)

    @staticmethod
    def _require_language(language: str | None) -> None:
        known = [code for code in languages.codes() if code != languages.source_language()]
        if language not in known:
            raise CommandError(f"Give the language with --lang: one of {', '.join(known)}")

    def _export(self, options: dict[str, Any]) -> None:
        kinds = [model._meta.label_lower for model in translatable_models()]
        if options["kind"] not in (None, *kinds):
            raise CommandError(f"--kind is one of {', '.join(kinds)}")
        found = queries.bundle(options["lang"], states=options["state"], kind=options["kind"])
        _write(options["file"], FORMATS[options["format"]].write(found))
        self.stdout.write(f"{len(found.units)} texts written to {options['file']}")

    def _import(self, options: dict[str, Any]) -> None:
        file, language = options["file"], options["lang"]
        try:
            report = actions.import_bundle(
                actor=None,
                bundle=FORMATS[options["format"]].read(_read(file)),
                language=language,
                publish=options["publish"],
                leave_overtaken=options["leave_overtaken"],
                dry_run=options["dry_run"],
            )
        except ImportRefused as error:
            for problem in error.problems:
                self.stderr.write(f"{file}: {problem.unit}: {problem.reason}")
            if error.untold:
                self.stderr.write(f"{file}: and {error.untold} more")
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"{file}: {error}") from error
        self._tell(report, file, dry_run=options["dry_run"])

    def _tell(self, report: Report, file: Path, *, dry_run: bool) -> None:
        for problem in report.left_out:
            self.stdout.write(f"{file}: {problem.unit}: {problem.reason}")
        done = "would be written" if dry_run else "written"
        self.stdout.write(
            f"{report.written} texts of {report.records} records {done}, "
            f"{report.published} records published"
        )
        rest = ", ".join(f"{report.verdicts[each]} {each.value}" for each in _ALL_GONE_WELL)
        self.stdout.write(f"left as they are: {rest}, {len(report.left_out)} overtaken")


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
