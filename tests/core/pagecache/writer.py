"""A second process of the site: writes each name that it reads, and says when it is committed."""

from __future__ import annotations

import sys


def main(database: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.contrib.auth.models import Group
    from django.db import transaction

    from opencity.core.pagecache import touch

    print("ready", flush=True)  # noqa: T201  # the test waits for this line
    for line in sys.stdin:
        with transaction.atomic():
            Group.objects.update_or_create(pk=1, defaults={"name": line.strip()})
            touch("groups")
        print("committed", flush=True)  # noqa: T201  # as above


if __name__ == "__main__":
    main(sys.argv[1])
