from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from opencity.accounts.models import User
from opencity.accounts.roles import Role
from tests.accounts.factories import PASSWORD, officer


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def clean_cache(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def editor(db) -> User:
    return officer("editor@sofia.example", Role.EDITOR)


@pytest.fixture
def administrator(db) -> User:
    return officer("admin@sofia.example", Role.ADMINISTRATOR)


@pytest.fixture
def sign_in(clean_cache):
    def post(client: Client, email: str, password: str = PASSWORD, language: str = "en", **extra):
        data = {"login": email, "password": password}
        return client.post(f"/{language}/account/login/", data, **extra)

    return post
