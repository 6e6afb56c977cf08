"""A second process of the site: answers each query that it reads with the codes it finds."""

from __future__ import annotations

import sys


def main(database: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from opencity.search.queries import search

    print("ready", flush=True)  # noqa: T201  # the test waits for this line
    for line in sys.stdin:
        found = search(line.strip(), "en")
        print(" ".join(result.code for result in found.results), flush=True)  # noqa: T201  # as above


if __name__ == "__main__":
    main(sys.argv[1])
