"""Puts Sofia's content into a test's database, on SQLite by copying rows that were loaded once."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from tests.databases import MIGRATED

_ROOT = Path(__file__).resolve().parents[1]
SOFIA = _ROOT / "cities" / "sofia" / "content"
DATABASE = "opencity.sqlite3"
_PREPARE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from config import setup
setup.collect_static_files()
setup.load_content()
assert (setup.settings.DATA / "content-loaded").is_file()
"""


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back at the end what is written within, such as what all tests of a module begin with.

    Each test's own changes are taken back as usual; a test that commits belongs elsewhere.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def sofia_in_the_database() -> Iterator[None]:
    """Hold all content in a transaction that is taken back at the end."""
    is_file = connection.vendor == "sqlite"
    if is_file:
        with connection.cursor() as cursor:
            cursor.execute("ATTACH DATABASE %s AS loaded", [str(loaded() / DATABASE)])
    try:
        with taken_back():
            if is_file:
                _copy_rows()
            else:
                call_command("load", str(SOFIA), verbosity=0)
            yield
    finally:
        if is_file:
            with connection.cursor() as cursor:
                cursor.execute("DETACH DATABASE loaded")


def _copy_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("SELECT name FROM loaded.sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            if name != "django_migrations" and not name.startswith("sqlite_"):
                cursor.execute(f'DELETE FROM main."{name}"')  # names of our own tables
                cursor.execute(f'INSERT INTO main."{name}" SELECT * FROM loaded."{name}"')


@cache
def loaded() -> Path:
    """Return the data folder of a site that has its content, made once for its content and code."""
    kept = _ROOT / ".pytest_cache" / f"loaded-{_state()}"
    with (kept.parent / "loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_dir():
            for old in kept.parent.glob("loaded-*"):
                shutil.rmtree(old, ignore_errors=True)
            _load_into(kept)
    return kept


def _load_into(kept: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="opencity-loaded-") as folder:
        shutil.copy(os.environ[MIGRATED], Path(folder) / DATABASE)
        command = [sys.executable, "-c", _PREPARE]
        environment = {**os.environ, "OPENCITY_DATA": folder, "DATABASE_URL": ""}
        subprocess.run(command, env=environment, cwd=_ROOT, check=True, capture_output=True)
        shutil.copytree(folder, kept)


def _state() -> str:
    digest = hashlib.sha256()
    code = [*(_ROOT / "opencity").rglob("*.py"), *(_ROOT / "config").rglob("*.py")]
    for file in sorted([*code, *SOFIA.rglob("*.yaml"), *SOFIA.parent.glob("*.toml")]):
        digest.update(f"{file.relative_to(_ROOT)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
