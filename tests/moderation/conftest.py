from __future__ import annotations

import pytest
from django.core.cache import cache

from opencity.accounts.roles import Role
from opencity.core import registries
from opencity.core.registries import Subject, SubjectKind
from tests.plan.people import person

KIND, CODE = "thing", "T1"


@pytest.fixture(autouse=True)
def fresh_cache(request):
    if "db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def editor(db):
    return person(Role.EDITOR)


@pytest.fixture
def thing(editor):
    """A thing that people can write about, kept true by the editor."""
    found = Subject({"bg": "Нещо", "en": "A thing"}, "/en/thing/", editor)
    kind = SubjectKind(KIND, "Thing", lambda code: found if code == CODE else None, "things")
    registries.subject_kinds.register(kind)
    yield found
    registries.subject_kinds.unregister(KIND)
