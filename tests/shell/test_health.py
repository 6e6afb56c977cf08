from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from opencity.core.registries import ReadinessCheck, Registry
from opencity.shell import health


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry[ReadinessCheck]]:
    """An empty registry in place of the site's own."""
    registry: Registry[ReadinessCheck] = Registry("readiness check")
    monkeypatch.setattr(health, "readiness_checks", registry)
    return registry


def ask_readiness() -> tuple[int, dict[str, object]]:
    response = health.readyz(RequestFactory().get("/readyz"))
    return response.status_code, json.loads(response.content)


def test_a_living_process_answers_without_touching_the_database() -> None:
    # No database fixture: a query would raise.
    response = health.healthz(RequestFactory().get("/healthz"))
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_a_site_whose_checks_all_pass_is_ready(checks: Registry[ReadinessCheck]) -> None:
    checks.register(ReadinessCheck("one", lambda: ""))
    checks.register(ReadinessCheck("two", lambda: ""))
    assert ask_readiness() == (200, {"ready": True, "checks": {"one": "ok", "two": "ok"}})


def test_one_failing_check_makes_the_site_unready(checks: Registry[ReadinessCheck]) -> None:
    checks.register(ReadinessCheck("one", lambda: ""))
    checks.register(ReadinessCheck("two", lambda: "not current"))
    assert ask_readiness() == (503, {"ready": False, "checks": {"one": "ok", "two": "not current"}})


def test_errors_are_told_without_their_details(checks: Registry[ReadinessCheck]) -> None:
    def refuse() -> str:
        raise OperationalError('password of "opencity" is wrong')

    def break_down() -> str:
        raise RuntimeError("/secret/path")

    checks.register(ReadinessCheck("database", refuse))
    checks.register(ReadinessCheck("other", break_down))
    outcome = {"database": "the database does not answer", "other": "the check failed"}
    assert ask_readiness() == (503, {"ready": False, "checks": outcome})


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_database_with_all_migrations_passes() -> None:
    assert (health.database_trouble(), health.migrations_trouble()) == ("", "")


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_counted() -> None:
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    assert health.migrations_trouble() == "1 not applied"
