"""The command ``opencity run``: prepares the site, then serves it and works off its tasks."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import socket
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

from config.process_group import Child, ProcessGroup, end_with_parent
from config.terminal import complain, say

BLOCKING_THREADS = 8
KILL_TIMEOUT = 3
PUBLIC_MEDIA = ("avatar_images", "images")


def main(arguments: Sequence[str]) -> int:
    """Run the site until a signal ends it; return the exit code."""
    options = parser_of_run().parse_args(arguments)
    if trouble := port_trouble(options.host, options.port):
        complain(trouble)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("OPENCITY_URL", f"http://{_shown(options.host)}:{options.port}")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return _serve(options.host, options.port, options.workers)


def port_trouble(host: str, port: int) -> str:
    """Return why nothing can listen at an address, or an empty text."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is already in use. Choose another one: make run PORT={port + 1}"
        return f"Cannot listen at {host}:{port}: {error.strerror or error}"
    return ""


def parser_of_run() -> argparse.ArgumentParser:
    """Return the parser of the command's options, whose defaults the environment gives."""
    parser = argparse.ArgumentParser(
        prog="opencity run",
        description="Prepare the site, serve it, and work off its tasks, until Ctrl-C.",
    )
    parser.add_argument(
        "--host",
        default=os.environ.get("HOST") or "127.0.0.1",
        help="address to listen at [env HOST]",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=os.environ.get("PORT") or "8000",
        help="port to listen at [env PORT]",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.environ.get("OPENCITY_WORKERS") or "2",
        help="processes that answer requests [env OPENCITY_WORKERS]",
    )
    return parser


def _serve(host: str, port: int, workers: int) -> int:
    """Load the code once, then fork: all processes share its memory."""
    group = ProcessGroup()
    _load_code()
    from config.setup import prepare

    if not group.complete(Child("The set-up", prepare)):
        return int(not group.is_ending)
    _load_application()
    say(f"Open City is at http://{_shown(host)}:{port}/ (office: /office/). Ctrl-C ends it.")
    if _shown(host) == "127.0.0.1":
        say(f"Passkeys need a name instead of a number: http://localhost:{port}/office/")
    return group.run(
        [
            Child("The web server", partial(_run_web, host, port, workers)),
            Child("The task worker", _run_tasks),
        ]
    )


def _load_code() -> None:
    """Import everything that serving needs, once for all processes."""
    gc.disable()  # Importing leaves no garbage; looking for it only delays the start.
    import django

    django.setup()
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - reading it imports all views
    require_fork_safety()
    gc.freeze()
    gc.enable()


def _load_application() -> None:
    """Build the application on what the set-up prepared."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    # The list of static files was read before the set-up gathered them.
    files: Any = staticfiles_storage
    files.hashed_files, files.manifest_hash = files.load_manifest()

    from config.wsgi import application  # noqa: F401 - loading it is the purpose

    require_fork_safety()
    gc.collect()
    gc.freeze()


def require_fork_safety() -> None:
    """Raise ``RuntimeError`` when this process holds what a fork would break."""
    from django.db import connections

    threads = threading.enumerate()
    others = [each.name for each in threads if each is not threading.main_thread()]
    if others:
        raise RuntimeError(f"importing the application must not start threads: {others}")
    opened = [each.alias for each in connections.all(initialized_only=True) if each.connection]
    if opened:
        raise RuntimeError(f"importing the application must not open databases: {opened}")


def _run_web(host: str, port: int, workers: int) -> None:
    """Serve HTTP from forked workers until SIGTERM."""
    import multiprocessing

    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    multiprocessing.set_start_method("fork")
    folders = [settings.MEDIA_ROOT / name for name in PUBLIC_MEDIA]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        workers_kill_timeout=KILL_TIMEOUT,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING,
        static_path_route=[f"{settings.MEDIA_URL}{name}" for name in PUBLIC_MEDIA],
        static_path_mount=folders,
    ).serve(target_loader=_application, wrap_loader=False)


def _application() -> object:
    """Return the application inside a worker of the web server."""
    from config.wsgi import application

    end_with_parent()
    return application


def _run_tasks() -> None:
    """Work off tasks and schedules until SIGTERM."""
    from django.core.management import call_command

    call_command("work")


def _shown(host: str) -> str:
    """Return how to write a host in an address that a browser on this machine opens."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared with, not listened at
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
