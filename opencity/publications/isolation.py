"""Keeps what is written from left to right whole inside lines written from right to left.

Phone numbers, amounts and Bulgarian words inside an Arabic line are put into the isolates of the
Unicode Bidirectional Algorithm (UAX #9), so that neither their order nor their quotation marks
turn round. Pure functions.
"""

from __future__ import annotations

import re

LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"
_SIGNS = str.maketrans("", "", LEFT_TO_RIGHT + RIGHT_TO_LEFT + END)
_LETTER = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_RUN = re.compile(
    rf"[+„“№€]*[{_LETTER}](?:[{_LETTER} \u00a0\u202f.,:/\-–—'’&+@_%€№„“]*[{_LETTER}%€“])?"
)


def isolated(text: str, direction: str) -> str:
    """Return a text for a line of a direction, its left-to-right runs isolated where needed."""
    if direction != "rtl" or END in text:
        return text
    return _RUN.sub(lambda found: f"{LEFT_TO_RIGHT}{found.group()}{END}", text)


def inserted(text: str, direction: str, line_direction: str) -> str:
    """Return a whole text of one direction for a line of another one."""
    if direction == line_direction:
        return isolated(text, direction)
    return f"{RIGHT_TO_LEFT if direction == 'rtl' else LEFT_TO_RIGHT}{text}{END}"


def bare(text: str) -> str:
    """Return a text without isolates, for where no reader sees a line."""
    return text.translate(_SIGNS)
