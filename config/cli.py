"""The command ``opencity``: Django's commands and ours under one name."""

from __future__ import annotations

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
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    ours = {"run": "Prepare the site, serve it, and work off its tasks, until Ctrl-C."}
    for name, app in get_commands().items():
        if isinstance(app, str) and app.startswith("opencity."):
            ours[name] = load_command_class(app, name).help.partition(". ")[0].rstrip(".") + "."
    lines = [f"  {name:14} {ours[name]}" for name in sorted(ours)]
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


if __name__ == "__main__":
    main()
