"""The command ``opencity``: Django's commands and ours under one name."""

from __future__ import annotations

import argparse
import os
import sys

from config.terminal import say


def main() -> None:
    """Run one command of the platform, e.g. ``opencity load cities/sofia/content``."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "run":
        from config.serve import main as run

        sys.exit(run(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if command in {"help", "-h", "--help"} and len(sys.argv) < 3:
        say(overview())
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def overview() -> str:
    """Return the list of our own commands, a line each."""
    parsers = our_commands()
    lines = [f"  {name:14} {_first_sentence(parsers[name])}" for name in sorted(parsers)]
    return "\n".join(
        [
            "opencity COMMAND [OPTIONS]",
            "",
            *lines,
            "",
            "opencity COMMAND --help tells more about one of them.",
            "Django's own commands, such as migrate or shell, work too: opencity help --commands",
        ]
    )


def our_commands() -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of the platform's own commands, by name."""
    import django
    from django.core.management import get_commands, load_command_class

    from config.serve import parser_of_run

    django.setup()
    parsers = {"run": parser_of_run()}
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith("opencity."):
            parsers[name] = load_command_class(app, name).create_parser("opencity", name)
    return parsers


def _first_sentence(parser: argparse.ArgumentParser) -> str:
    return (parser.description or "").partition(". ")[0].rstrip(".") + "."


if __name__ == "__main__":
    main()
