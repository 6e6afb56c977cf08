from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from config.serve import _shown, parser_of_run

ROOT = Path(__file__).resolve().parents[2]


def fork_safety_after(statements: str) -> str:
    """What is said of a new process that did something before it forks."""
    script = f"import django; django.setup(); {statements}; from config.serve import *; "
    ended = subprocess.run(
        [sys.executable, "-c", script + "require_fork_safety()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.stderr.splitlines()[-1] if ended.returncode else ""


@pytest.mark.parametrize(
    ("statements", "trouble"),
    [
        ("pass", ""),
        (
            "from threading import *; Thread(target=Event().wait, daemon=True, name='x').start()",
            "RuntimeError: importing the application must not start threads: ['x']",
        ),
        (
            "from django.db import connection; connection.ensure_connection()",
            "RuntimeError: importing the application must not open databases: ['default']",
        ),
    ],
)
def test_what_a_fork_would_break_is_refused(statements: str, trouble: str) -> None:
    assert fork_safety_after(statements) == trouble


def test_options_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOST": "0.0.0.0", "PORT": "81", "OPENCITY_WORKERS": "3"}.items():
        monkeypatch.setenv(name, value)
    options = parser_of_run().parse_args([])
    assert (options.host, options.port, options.workers) == ("0.0.0.0", 81, 3)
    assert parser_of_run().parse_args(["--port", "82"]).port == 82


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "127.0.0.1"), ("::1", "[::1]")],
)
def test_the_shown_address_opens_in_a_browser(host: str, shown: str) -> None:
    assert _shown(host) == shown
