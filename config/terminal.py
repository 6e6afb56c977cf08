"""Words to the person who started a command."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Write a line at once, also when the output is a file or a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write a line about a trouble."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
