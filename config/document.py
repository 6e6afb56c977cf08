"""Writes ``docs/commands.md`` from the commands themselves."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from config.cli import our_commands
from config.terminal import say

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands

`opencity COMMAND` is in `.venv/bin/` after `make run` or `make test`. Django's own commands
(`migrate`, `shell`, …) work under the same name. `make docs` writes this page from the commands.
"""
# Every command of Django has these; they are explained once by Django's documentation.
_OF_EVERY_COMMAND = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}


def main() -> None:
    """Write the page."""
    PAGE.write_text(commands_page(), encoding="utf-8")
    say(f"wrote {PAGE}")


def commands_page() -> str:
    """Return the page that describes all our commands."""
    parsers = our_commands()
    return "\n".join([HEAD, *(_section(name, parsers[name]) for name in sorted(parsers))])


def _section(name: str, parser: argparse.ArgumentParser) -> str:
    actions = [each for each in parser._actions if each.dest not in _OF_EVERY_COMMAND]
    words = " ".join([name, *(each.dest.upper() for each in actions if not each.option_strings)])
    lines = [f"## `opencity {words}`", "", (parser.description or "").strip(), ""]
    lines += [_item(each) for each in actions]
    return "\n".join([*lines, ""]) if actions else "\n".join(lines)


def _item(action: argparse.Action) -> str:
    names = ", ".join(f"`{each}`" for each in action.option_strings) or f"`{action.dest.upper()}`"
    return f"- {names}: {action.help or 'as in Django'}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
