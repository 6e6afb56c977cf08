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


def _section(name: str, parser: argparse.ArgumentParser, level: str = "##") -> str:
    """Describe a command, and one level lower each of the commands inside it."""
    actions = [each for each in parser._actions if each.dest not in _OF_EVERY_COMMAND]
    inner = [each for each in actions if isinstance(each, argparse._SubParsersAction)]
    plain = [each for each in actions if each not in inner]
    words = " ".join([name, *(_word(each) for each in actions if not each.option_strings)])
    lines = [f"{level} `opencity {words}`", "", (parser.description or "").strip(), ""]
    lines += [_item(each) for each in plain]
    lines += [""] if plain else []
    for action in inner:
        for kind, one in action.choices.items():
            lines.append(_section(f"{name} {kind}", one, f"{level}#"))
    return "\n".join(lines)


def _word(action: argparse.Action) -> str:
    is_inner = isinstance(action, argparse._SubParsersAction)
    return str(action.metavar) if is_inner else action.dest.upper()


def _item(action: argparse.Action) -> str:
    names = ", ".join(f"`{each}`" for each in action.option_strings) or f"`{action.dest.upper()}`"
    return f"- {names}: {action.help or 'as in Django'}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
