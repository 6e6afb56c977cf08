"""The servers that are compared: the site itself, a minimal Django view, nginx."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess  # starts the servers it measures, with fixed arguments
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 180.0
WORKERS = 2
_CLI = [sys.executable, "-m", "config.cli"]

_WATCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A small program that runs another one: a process inherits the peak of the one that starts it."""

_STARTER = "import subprocess, sys; subprocess.run(sys.argv[1:], check=True)"
"""The same for a program that tells its own peak."""

_NGINX = """
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location / {{
      root {folder};
      default_type text/html;
      add_header Content-Encoding br;
    }}
  }}
}}
"""


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(command: list[str], port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; the block starts when the server answers."""
    process = subprocess.Popen(  # noqa: S603  # our own commands
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended at once with code {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not answer in time")


@contextmanager
def site(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the site itself over a data folder of its own."""
    command = [sys.executable, "-m", "config.cli", "run"]
    environment = {
        "PORT": str(port),
        "OPENCITY_DATA": str(folder),
        "OPENCITY_URL": f"http://127.0.0.1:{port}",
        "OPENCITY_WORKERS": str(WORKERS),
        "DATABASE_URL": "",
    }
    with started(command, port, **environment) as process:
        yield process


def answer_of(*command: str, data: Path) -> dict[str, float]:
    """Run a command of ours over a data folder; return the figures it prints as JSON."""
    return _json([*_CLI, *command], OPENCITY_DATA=str(data), DATABASE_URL="")


def figures_of(module: str) -> dict[str, float]:
    """Run a module on one core; return the figures it prints as JSON, its memory among them."""
    command = [sys.executable, "-c", _STARTER, sys.executable, "-m", module]
    return _json(command, OPENBLAS_NUM_THREADS="1")


def watched(*command: str, data: Path) -> dict[str, float]:
    """Run a command of ours over a data folder; return its seconds and peak megabytes."""
    environment = {**os.environ, "OPENCITY_DATA": str(data), "DATABASE_URL": ""}
    subprocess.run([*_CLI, "migrate", "-v0"], env=environment, check=True)  # noqa: S603  # ours
    began = time.monotonic()
    told = subprocess.run(  # noqa: S603  # ours
        [sys.executable, "-c", _WATCHER, *_CLI, *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    peak = float(told.stdout.split()[-1])
    # Linux counts in kilobytes, macOS in bytes.
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)
    return {"seconds": time.monotonic() - began, "megabytes": megabytes}


def _json(command: list[str], **environment: str) -> dict[str, float]:
    answer = subprocess.run(  # noqa: S603  # our own commands
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, check=True
    )
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


@contextmanager
def minimal_view(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the smallest Django view that does five queries, served as the site is, on its data."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", "8", "--no-ws", "--http", "1",
        "opencity.shell.bench.minimal:application",
    ]  # fmt: skip
    with started(command, port, OPENCITY_DATA=str(folder), DATABASE_URL="") as process:
        yield process


@contextmanager
def nginx(folder: Path, port: int, body: bytes) -> Iterator[None]:
    """Run nginx over one file of compressed bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "page").write_bytes(body)
    (folder / "healthz").write_text("ok", encoding="ascii")
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(workers=WORKERS, folder=folder, port=port))
    with started([nginx_found() or "nginx", "-c", str(configuration)], port):
        yield


def nginx_found() -> str | None:
    """Return where nginx is installed, or ``None``."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def group_memory(process: subprocess.Popen[bytes]) -> float:
    """Return the memory of a process and all below it in MB, shared pages counted once."""
    total = 0
    for pid in _tree(process.pid):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            yield from _tree(int(child))
