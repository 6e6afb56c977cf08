"""Imports one file with its own wording in a process of its own; says how it went."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.conf import settings


def main(database: str, file: str, word: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from opencity.translation import actions
    from opencity.translation.exchange.formats import FORMATS

    data = Path(file).read_text(encoding="utf-8").replace("Мапа", word).encode()
    found = FORMATS["po"].read(data)
    sys.stdin.readline()
    try:
        report = actions.import_bundle(actor=None, bundle=found, language="uk")
    except actions.ImportRefused as error:
        sys.stdout.write(f"refused {len(error.problems)}")
    else:
        sys.stdout.write(f"written {report.written}")


if __name__ == "__main__":
    main(*sys.argv[1:])
