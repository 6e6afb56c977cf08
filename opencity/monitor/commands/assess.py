"""``opencity monitor assess``: judge a file of figures; needs no database."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from opencity.monitor.methods.assessment import Answer, Assessment, Question, assess
from opencity.monitor.methods.figures import Direction, Figure, Flag, Target
from opencity.monitor.methods.periods import time_of

_LETTERS = {flag.value: flag for flag in Flag}
_RATES = {"distance_to_target": "units_per_year"}
_DIGITS = 10


class BadFile(Exception):
    """A file cannot be read; the message names line and column."""


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file, the base year, the target and the direction."""
    parser.add_argument(
        "file",
        type=Path,
        help="CSV with the columns period and value, and if wanted low, high, flags and reference "
        "(the same for nationals)",
    )
    parser.add_argument("--base", required=True, help="period to start from, such as 2015")
    parser.add_argument("--target", type=float, help="value to reach")
    parser.add_argument("--target-year", help="when to reach it")
    parser.add_argument(
        "--direction", choices=list(Direction), default="up", help="which way is better: up or down"
    )
    parser.add_argument("--limit", type=float, help="value that cannot be passed, such as 100")
    parser.add_argument("--seed", type=int, default=1, help="start of the random draws")


def run(options: dict[str, Any]) -> str:
    """Return the assessment as JSON; raise ``BadFile`` for what cannot be read."""
    periods = Periods(options["base"], options["target_year"])
    figures, reference = read(options["file"], periods)
    found = assess(figures, _question(options), reference=reference, seed=options["seed"])
    return json.dumps(as_data(found, periods), indent=2)


class Periods:
    """Periods as their author wrote them, by their time; 2015.25 may be a month or a quarter."""

    def __init__(self, *written: str | None) -> None:
        self._written: dict[float, str] = {}
        for each in written:
            with suppress(ValueError):
                self.note(each or "")

    def note(self, written: str) -> float:
        """Remember a period and return its time; raise ``ValueError`` when it is none."""
        time = time_of(written)
        self._written[time] = written.strip()
        return time

    def __getitem__(self, time: float) -> str:
        return self._written[time]


def read(file: Path, periods: Periods) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of a file and those of its column ``reference``."""
    figures, reference = [], []
    for place, row in _rows(file):
        time = _period(row, place, periods)
        value = _number(row, "value", place)
        if value is not None:
            figures.append(_figure(row, place, time, value))
        beside = _number(row, "reference", place)
        if beside is not None:
            reference.append(Figure(time, beside))
    times = [figure.time for figure in figures]
    if twice := [time for time in times if times.count(time) > 1]:
        raise BadFile(f"{file}: the period {periods[twice[0]]} stands twice")
    return figures, reference


def as_data(found: Assessment, periods: Periods) -> dict[str, Any]:
    """Return an assessment as plain data; rates of growth are per cent a year."""
    return {
        "base": _point(found.base, periods),
        "last": _point(found.last, periods),
        "direction": found.question.direction,
        "target": _point(found.question.target, periods),
        "standing": found.standing,
        "reason": found.reason,
        "cautions": list(found.cautions),
        "breaks": [periods[time] for time in found.breaks],
        "methods": {answer.method.value: _answer(answer, periods) for answer in found.answers},
        "gap": _gap(found, periods),
    }


def _question(options: dict[str, Any]) -> Question:
    given = [options["target"] is not None, options["target_year"] is not None]
    if any(given) != all(given):
        raise BadFile("--target and --target-year belong together: give both or none")
    try:
        base = time_of(options["base"])
        target = Target(time_of(options["target_year"]), options["target"]) if all(given) else None
    except ValueError as error:
        raise BadFile(f"--base and --target-year: {error}") from None
    return Question(base, Direction(options["direction"]), target, options["limit"])


def _rows(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True)
            missing = {"period", "value"} - set(reader.fieldnames or ())
            if missing:
                raise BadFile(f"{file}, line 1: the column “{min(missing)}” is missing")
            for row in reader:
                place = f"{file}, line {reader.line_num}"
                if None in row or None in row.values():
                    raise BadFile(f"{place}: {len(reader.fieldnames or ())} columns are expected")
                yield place, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{file}: {error}") from None


def _period(row: dict[str, str], place: str, periods: Periods) -> float:
    try:
        return periods.note(row["period"])
    except ValueError as error:
        raise BadFile(f"{place}, period: {error}") from None


def _number(row: dict[str, str], column: str, place: str) -> float | None:
    text = row.get(column, "").strip()
    if text in {"", ":"}:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadFile(f"{place}, {column}: “{text}” is no number such as 44.8") from None
    if value != value or value in {float("inf"), float("-inf")}:
        raise BadFile(f"{place}, {column}: “{text}” is no number such as 44.8")
    return value


def _figure(row: dict[str, str], place: str, time: float, value: float) -> Figure:
    low, high = _number(row, "low", place), _number(row, "high", place)
    if low is not None and high is not None and not low <= value <= high:
        raise BadFile(f"{place}: the value lies outside of low and high")
    letters = row.get("flags", "").strip().upper()
    if unknown := [letter for letter in letters if letter not in _LETTERS]:
        raise BadFile(f"{place}, flags: “{unknown[0]}” is none of {', '.join(_LETTERS)}")
    return Figure(time, value, frozenset(_LETTERS[letter] for letter in letters), low, high)


def _answer(answer: Answer, periods: Periods) -> dict[str, Any]:
    found = answer.judgement
    unit = _RATES.get(answer.method.value, "percent_per_year")
    factor = 100 if unit == "percent_per_year" else 1
    return {
        "class": found.standing,
        f"observed_{unit}": _rounded(found.observed, factor),
        f"required_{unit}": _rounded(found.required, factor),
        "ratio": _rounded(found.ratio),
        "score": _rounded(found.score),
        "reason": found.reason,
        "base_years": _bases(answer, periods),
        "draws": _chance(answer),
    }


def _bases(answer: Answer, periods: Periods) -> dict[str, Any] | None:
    if not answer.bases:
        return None
    return {
        "same_class": _rounded(answer.bases.share),
        "classes": {periods[time]: standing for time, standing in answer.bases.standings},
    }


def _chance(answer: Answer) -> dict[str, Any] | None:
    if not answer.chance or answer.chance.share is None:
        return None
    chance = answer.chance
    return {"same_class": _rounded(chance.share), "number": chance.draws, "seed": chance.seed}


def _gap(found: Assessment, periods: Periods) -> dict[str, Any] | None:
    if not found.gap:
        return None
    return {
        "trend": found.gap.trend,
        "units_per_year": _rounded(found.gap.slope),
        "points": {periods[time]: _rounded(value) for time, value in found.gap.points},
    }


def _point(figure: Figure | Target | None, periods: Periods) -> dict[str, Any] | None:
    return {"period": periods[figure.time], "value": figure.value} if figure else None


def _rounded(value: float | None, factor: float = 1) -> float | None:
    return None if value is None else round(value * factor, _DIGITS)
