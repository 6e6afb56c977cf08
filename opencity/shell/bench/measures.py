"""What ``make bench`` measures, each against a yardstick in the same run."""

from __future__ import annotations

import http.client
import re
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from opencity.monitor.bench import write_sample
from opencity.search.bench import measure as measure_search
from opencity.services.hsds import bench as hsds
from opencity.shell.bench import servers
from opencity.shell.bench.load import busy, has_wrk, requests, wrk

PAGE = "/bg/plan/"
SERVICE = "/bg/services/eu-blue-card/"
LIST = "/api/hsds/services?per_page=1000"
DATASET = "lfsa_ergan"
INDICATOR = "/bg/monitor/employment-of-foreign-citizens/"
ROUNDS = 3
SECONDS = 3
_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|png|webp))"')
_UNCACHED = {"Cookie": "sessionid=nobody"}
"""A session cookie passes the page cache by, so that Django renders the page."""


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the value, what we aim at."""

    name: str
    value: float | None
    unit: str
    aim: str
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return asdict(self)


def measure_all(folder: Path) -> Iterator[Row]:
    """Yield the rows one by one; takes about a minute and the whole machine."""
    port, yardstick = servers.free_port(), servers.free_port()
    with servers.site(folder / "site", port) as process:
        memory = servers.group_memory(process)
        yield Row("memory of the process group after start", memory, "MB", "< 450")
        yield first_view(port, "plan page", PAGE)
        yield first_view(port, "page of a service", SERVICE)
        with servers.minimal_view(folder / "site", yardstick):
            for path in (PAGE, "/bg/plan/measures/start-sofia/", "/bg/plan/versions/", SERVICE):
                yield uncached(port, yardstick, path)
        yield cached(port, folder / "nginx")
        yield cached_beside_uncached(port)
    yield from packs(folder / "site")
    yield from search()
    yield from exchange(folder)
    yield from index()
    yield from figures(folder)


def uncached(port: int, yardstick: int, path: str) -> Row:
    """A rendered page against a minimal view with five queries, in turn."""

    def page() -> float:
        return 1000 / statistics.median(requests(port, path, count=60, headers=_UNCACHED))

    def minimal() -> float:
        return 1000 / statistics.median(requests(yardstick, "/page", count=200))

    page(), minimal()
    ratio, note = _in_turn(page, minimal)
    name = f"un-cached {path} / minimal view with five queries"
    return Row(name, ratio, "×", "≥ 0.33", note)


def cached(port: int, folder: Path) -> Row:
    """A cached page against nginx serving the same compressed bytes, in turn."""
    name = "cached page / nginx serving the same bytes"
    if not has_wrk() or servers.nginx_found() is None:
        return Row(name, None, "×", "≥ 0.4", "not measured: needs nginx and wrk installed")
    accepts = {"Accept-Encoding": "br"}
    body, _headers = fetch(port, PAGE)
    other = servers.free_port()
    with servers.nginx(folder, other, body):

        def ours() -> float:
            url = f"http://127.0.0.1:{port}{PAGE}"
            return wrk(url, seconds=SECONDS, connections=32, headers=accepts).rate

        def theirs() -> float:
            url = f"http://127.0.0.1:{other}/page"
            return wrk(url, seconds=SECONDS, connections=32, headers=accepts).rate

        ratio, note = _in_turn(ours, theirs)
    return Row(name, ratio, "×", "≥ 0.4", note)


def cached_beside_uncached(port: int) -> Row:
    """The slowest hundredth of cached answers while four connections make Django work."""
    name = "cached page, 99th percentile beside four un-cached connections"
    if not has_wrk():
        return Row(name, None, "ms", "< 25", "not measured: needs wrk installed")
    url = f"http://127.0.0.1:{port}{PAGE}"
    with busy(port, PAGE, connections=4, headers=_UNCACHED):
        accepts = {"Accept-Encoding": "br"}
        runs = [wrk(url, seconds=SECONDS, connections=8, headers=accepts) for _ in range(ROUNDS)]
    return Row(name, statistics.median(run.p99 for run in runs), "ms", "< 25")


def first_view(port: int, what: str, path: str) -> Row:
    """All bytes of a first visit over the wire: the page and what it loads, headers included."""
    page, headers = fetch(port, path, encoding="")
    assets = dict.fromkeys(_ASSET.findall(page.decode()))
    total = sum(_weight(*fetch(port, each)) for each in [path, *assets])
    note = f"{1 + len(assets)} requests"
    return Row(f"{what}, first view over the wire", total / 1000, "kB", "< 60", note)


def packs(data: Path) -> Iterator[Row]:
    """The building of every ready-made pack in every language, on the data of the site."""
    figures = servers.answer_of("measure_packs", "--json", data=data)
    yield Row(
        "building a pack, median", figures["median_s"], "s", "", f"{figures['editions']} PDFs"
    )
    yield Row("building a pack, slowest", figures["slowest_s"], "s", "< 1")
    yield Row("largest pack", figures["largest_mb"], "MB", "< 3")


def search() -> Iterator[Row]:
    """The median of searches over ten thousand documents."""
    found = measure_search()
    yield Row("search at 10 000 documents, median", found["median_ms"], "ms", "< 10")
    yield Row("search at 10 000 documents, 95th percentile", found["p95_ms"], "ms", "")


def exchange(folder: Path) -> Iterator[Row]:
    """The import of ten thousand services of another system, and a list of a thousand of them."""
    data, file = folder / "exchange", folder / "services.json"
    hsds.write_sample(file)
    taken = servers.watched("import", "hsds", str(file), "--publish", data=data)
    yield Row("import of 10 000 HSDS services", taken["seconds"], "s", "< 60")
    yield Row("import of 10 000 HSDS services, memory", taken["megabytes"], "MB", "< 300")
    port = servers.free_port()
    with servers.site(data, port):
        times = requests(port, LIST, count=5, headers=_UNCACHED)
        yield Row("list of 1 000 HSDS services, un-cached", statistics.median(times), "ms", "")


def index() -> Iterator[Row]:
    """The uncertainty of an openness index of a hundred cities, on one core."""
    found = servers.figures_of("opencity.monitor.index.bench")
    name = f"{found['draws']:,} draws of an index of 100 cities × 54 indicators".replace(",", " ")
    yield Row(name, found["draws_s"], "s", "< 5", f"processor {found['draws_processor_s']} s")
    yield Row(f"{name}, memory", found["peak_mb"], "MB", "< 500")


def figures(folder: Path) -> Iterator[Row]:
    """The import of 200 000 figures, and what they do to the page of their indicator."""
    data, file = folder / "site", folder / "figures.csv"
    write_sample(file, DATASET)
    before = _page_time(data, INDICATOR)
    taken = servers.watched("monitor", "import", str(file), "--dataset", DATASET, data=data)
    yield Row("import of 200 000 figures", taken["seconds"], "s", "< 60")
    yield Row("import of 200 000 figures, memory", taken["megabytes"], "MB", "< 300")
    after = _page_time(data, INDICATOR)
    note = f"{before:.0f} and {after:.0f} ms here"
    name = "un-cached page of an indicator before / after that import"
    yield Row(name, before / after, "×", "≥ 0.8", note)


def _page_time(data: Path, path: str) -> float:
    """Return the median of a page's un-cached times, in milliseconds."""
    port = servers.free_port()
    with servers.site(data, port):
        return statistics.median(requests(port, path, count=40, headers=_UNCACHED))


def fetch(port: int, path: str, encoding: str = "br") -> tuple[bytes, list[tuple[str, str]]]:
    """Return the body of an address as it comes over the wire, and its headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": encoding} if encoding else {})
    response = connection.getresponse()
    return response.read(), response.getheaders()


def _weight(body: bytes, headers: list[tuple[str, str]]) -> int:
    return len(body) + sum(len(name) + len(value) + 4 for name, value in headers)


def _in_turn(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, str]:
    pairs = [(ours(), theirs()) for _ in range(ROUNDS)]
    ratio = statistics.median(mine / other for mine, other in pairs)
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return ratio, f"{mine:,.0f} and {other:,.0f} a second here"
