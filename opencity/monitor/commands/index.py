"""``opencity monitor index``: an openness index from plain files, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opencity.monitor.index.inputs import read_inputs
from opencity.monitor.index.mistakes import ChoicesRefused, InputRefused
from opencity.monitor.index.outcome import outcome

DRAWS, SEED = 10_000, 1
FEWEST_DRAWS, MOST_DRAWS = 20, 1_000_000
MOST_SEED = 2**63


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the three files, the number of draws and the seed."""
    parser.add_argument(
        "--data", type=Path, required=True, help="CSV of units: uCode, uName and the indicators"
    )
    parser.add_argument(
        "--framework", type=Path, required=True, help="CSV of indicators and aggregates"
    )
    parser.add_argument("--recipe", type=Path, required=True, help="YAML of the method's choices")
    parser.add_argument(
        "--draws", type=_draws, default=DRAWS, help=f"Monte Carlo draws, {DRAWS} if not given"
    )
    parser.add_argument(
        "--seed", type=_seed, default=SEED, help="the same seed gives the same draws"
    )


def run(options: Mapping[str, Any]) -> int:
    """Print scores, ranks with intervals and sensitivities as JSON; 1 after mistakes, else 0."""
    try:
        given = read_inputs(**{name: options[name] for name in ("recipe", "framework", "data")})
        found = outcome(
            given.recipe,
            given.framework,
            given.data,
            draws=options["draws"],
            seed=options["seed"],
        )
    except (InputRefused, ChoicesRefused) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")
    return 0


def _draws(written: str) -> int:
    return _whole(written, FEWEST_DRAWS, MOST_DRAWS)


def _seed(written: str) -> int:
    return _whole(written, 0, MOST_SEED)


def _whole(written: str, low: int, high: int) -> int:
    if not (written.isascii() and written.isdigit() and low <= int(written[:20]) <= high):
        raise argparse.ArgumentTypeError(f"a whole number from {low} to {high}")
    return int(written)
