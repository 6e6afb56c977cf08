"""Tries a wrong password in a process of its own and prints what the sign-in page says."""

from __future__ import annotations

import re
import sys

import django
from django.conf import settings
from django.test import Client


def main(database: str, email: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django.setup()
    form = {"login": email, "password": "wrong in another process"}
    answer = Client(REMOTE_ADDR="198.51.100.7").post("/bg/account/login/", form)
    [complaint] = complaints(answer.content.decode())
    sys.stdout.write(complaint)


def complaints(page: str) -> list[str]:
    return re.findall(r'<ul class="errorlist nonfield"[^>]*>\s*<li>(.*?)</li>', page)


if __name__ == "__main__":
    main(*sys.argv[1:])
