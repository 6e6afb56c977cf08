"""The command ``opencity``: Django's commands and ours under one name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command of the platform, e.g. ``opencity load cities/sofia/content``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
