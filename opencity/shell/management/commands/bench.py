"""``opencity bench``: measure the site and write the figures down."""

from __future__ import annotations

import json
import platform
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from opencity.shell.bench.measures import Row, measure_all


class Command(BaseCommand):
    """Measures, prints a table and writes ``var/bench.json``."""

    help = (
        "Measure the site against yardsticks in the same run and print a table. A site of its own "
        "is started for it; your data is not touched. Leave the machine alone meanwhile."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to write the figures."""
        parser.add_argument("--output", type=Path, default=Path("var/bench.json"))

    def handle(self, *args: Any, output: Path, **options: Any) -> None:
        """Measure all and tell as it goes."""
        rows: list[Row] = []
        self.stdout.write("| measured | value | aim | |\n|---|---|---|---|")
        with tempfile.TemporaryDirectory(prefix="opencity-bench-") as folder:
            for row in measure_all(Path(folder)):
                rows.append(row)
                value = "–" if row.value is None else f"{row.value:.3g} {row.unit}"
                self.stdout.write(f"| {row.name} | {value} | {row.aim} | {row.note} |")
        output.parent.mkdir(parents=True, exist_ok=True)
        data = {
            "measured_at": timezone.now().isoformat(timespec="seconds"),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "rows": [row.as_data() for row in rows],
        }
        output.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(f"written to {output}")
