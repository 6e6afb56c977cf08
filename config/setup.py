"""Prepares data folder and database for serving; doing it again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from config.terminal import complain, say


def prepare() -> None:
    """Bring database, files, content and search index up to the code, each only when it is not."""
    migrate()
    collect_static_files()
    load_content()
    if apps.is_installed("opencity.search"):
        update_search_index()
    if apps.is_installed("opencity.accounts"):
        announce_first_officer()


def migrate() -> None:
    """Apply the migrations that are missing and create the table of the shared cache."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
    # Somebody may have migrated by hand, which leaves this table out.
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    """Gather and compress the static files when any of them changed."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _fingerprint(Path(storage.path(name)) for name, storage in _static_files())
    if _read(stamp) != state:
        say("Gathering the static files …")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state, encoding="ascii")


def load_content() -> None:
    """Load the city's content when this database has not had exactly this content before.

    Files with an error change nothing, and the site serves what it has.
    """
    folder = settings.CITY.folder / "content"
    stamp = settings.DATA / "content-loaded"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    state = f"{_fingerprint(files)} {_birth_of_the_database()}"
    if files and _read(stamp) != state:
        say("Loading the city's content …")
        try:
            call_command("load", str(folder))
        except CommandError as error:
            complain(f"The city's content was not loaded. {error}")
        else:
            stamp.write_text(state, encoding="ascii")


def update_search_index() -> None:
    """Rebuild the search index when it does not fit the code or the content."""
    from opencity.search.queries import index_is_current

    if not index_is_current():
        say("Building the search index …")
        call_command("reindex", verbosity=0)


def announce_first_officer() -> None:
    """Create the first officer of an empty site and show the one-time password once."""
    from opencity.accounts.actions import ensure_first_officer

    officer = ensure_first_officer()
    if officer:
        say(f"\n  First officer: {officer.user.email}\n  One-time password: {officer.password}\n")


def _static_files() -> Iterable[tuple[str, Any]]:
    for finder in get_finders():
        yield from finder.list([])


def _fingerprint(files: Iterable[Path]) -> str:
    """Return a short name of the state of files: their paths, sizes and times of change."""
    digest = hashlib.sha256()
    for file in files:
        facts = file.stat()
        digest.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _birth_of_the_database() -> str:
    """Return when the database had its first migration, which tells it from any other one."""
    first = MigrationRecorder.Migration.objects.order_by("pk").first()
    return first.applied.isoformat() if first else ""


def _read(stamp: Path) -> str:
    return stamp.read_text(encoding="ascii") if stamp.is_file() else ""
