"""Sends requests and measures: with ``wrk`` where it is installed, else with threads of our own."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess  # starts wrk, with fixed arguments
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)")


@dataclass(frozen=True)
class Load:
    """What one run of a load showed: requests a second, and the 99th percentile in ms."""

    rate: float
    p99: float
    failed: int


def has_wrk() -> bool:
    """Tell whether a load generator is there that can outrun the page cache."""
    return shutil.which("wrk") is not None


def wrk(url: str, *, seconds: int, connections: int, headers: dict[str, str] | None = None) -> Load:
    """Load one address with ``wrk``."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    out = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout  # noqa: S603  # fixed words
    rate, p99, failed = _RATE.search(out), _P99.search(out), _FAILED.search(out)
    if rate is None or p99 is None:
        raise RuntimeError(f"wrk answered nothing that can be read: {out}")
    return Load(
        float(rate.group(1)),
        float(p99.group(1)) * _UNITS[p99.group(2)],
        int(failed.group(1)) if failed else 0,
    )


def requests(
    port: int, path: str, *, count: int, headers: dict[str, str] | None = None
) -> list[float]:
    """Send requests one after another on one connection and return their times in ms."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for _ in range(count):
        began = time.perf_counter()
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return times


@contextmanager
def busy(port: int, path: str, *, connections: int, headers: dict[str, str]) -> Iterator[None]:
    """Keep connections busy with requests while the block runs."""
    stop = threading.Event()

    def send() -> None:
        while not stop.is_set():
            requests(port, path, count=1, headers=headers)

    threads = [threading.Thread(target=send) for _ in range(connections)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
