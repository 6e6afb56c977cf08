"""``opencity measure_packs``: build every pack and tell how long it took."""

from __future__ import annotations

import json
import statistics
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from opencity.publications.bench import measure


class Command(BaseCommand):
    """Prints one line an edition, then the slowest and the largest."""

    help = (
        "Build every ready-made pack in every language on every paper, from the database to the "
        "PDF, and print time and size. Nothing is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether a machine reads the figures."""
        parser.add_argument("--json", action="store_true", help="print the figures as JSON only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure all and tell as it goes."""
        found = []
        for each in measure():
            found.append(each)
            if not options["json"]:
                line = f"{each.slug} {each.language} {each.paper}"
                took = f"{each.seconds:.2f} s ({each.processor:.2f} s of processor time)"
                self.stdout.write(f"{line}: {took}, {each.size / 1e6:.2f} MB")
        figures = {
            "editions": len(found),
            "median_s": statistics.median(each.seconds for each in found) if found else 0.0,
            "slowest_s": max((each.seconds for each in found), default=0.0),
            "most_processor_s": max((each.processor for each in found), default=0.0),
            "largest_mb": max((each.size / 1e6 for each in found), default=0.0),
        }
        self.stdout.write(json.dumps(figures))
