"""Health for machines: ``/healthz`` (the process lives) and ``/readyz`` (it can serve visitors)."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opencity.core.registries import ReadinessCheck, readiness_checks

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer at once and without the database, to show that the process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every check passes, otherwise 503, with what each of them says."""
    checks = {each.name: _outcome(each) for each in readiness_checks}
    ready = all(outcome == "ok" for outcome in checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


def register_readiness_checks() -> None:
    """Offer the checks of the site as a whole."""
    for name, check in {
        "database": database_trouble,
        "migrations": migrations_trouble,
        "search_index": search_index_trouble,
    }.items():
        readiness_checks.register(ReadinessCheck(name, check))


def database_trouble() -> str:
    """Return what is wrong with the database, or an empty text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations_trouble() -> str:
    """Return which migrations are not applied, or an empty text."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied" if plan else ""


def search_index_trouble() -> str:
    """Return whether the search index is behind the content, or an empty text."""
    from opencity.search.queries import index_is_current

    return "" if index_is_current() else "not current"


def _outcome(check: ReadinessCheck) -> str:
    """Return "ok" or what is wrong; the cause of an error goes to the log, not to the public."""
    try:
        return check.check() or "ok"
    except DatabaseError:
        logger.exception("Readiness check %s failed", check.name)
        return "the database does not answer"
    except Exception:  # whatever an app's check stumbles over, the answer must still be a 503
        logger.exception("Readiness check %s failed", check.name)
        return "the check failed"
