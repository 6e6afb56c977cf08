from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

SOFIA = Path(project.BASE) / "cities" / "sofia" / "content"


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fresh_cache(request):
    if "db" in request.fixturenames:
        cache.clear()


@pytest.fixture(scope="module")
def sofia(django_db_setup, django_db_blocker):
    """Load the real plan once for a module; each test's own changes are taken back as usual."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load", str(SOFIA), verbosity=0)
        yield
        transaction.set_rollback(True)
