"""Records entries in a process of its own: waits for a word, then writes as fast as it can."""

from __future__ import annotations

import sys

import django
from django.conf import settings


def main(database: str, who: str, count: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from opencity.core.audit import record
    from opencity.core.content.models import LoadedRecord

    target = LoadedRecord.objects.get(key="target")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for number in range(int(count)):
        record(actor=None, action=f"test.{who}", target=target, detail={"number": number})


if __name__ == "__main__":
    main(*sys.argv[1:])
