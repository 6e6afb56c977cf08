"""Keeps drawings under the name of what they show, and orders those that are missing.

A drawing is never out of date: another figure, another word or another look gives another name.
Web processes only read; what is missing is drawn by a task (``tasks``).
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from opencity.monitor.charts.data import Chart, Sign, Spec
from opencity.monitor.charts.rendering import Drawing, name_of, render

FOLDER = "charts"
PAGE, DOWNLOAD, PICTURE = "page.svg", "svg", "png"
KEPT_FOR = datetime.timedelta(days=60)
"""How long a drawing is kept; ``ensure`` draws it anew after half of it."""
_NAME = re.compile(r"[0-9a-f]{32}")
_PATIENCE = 300
"""Seconds in which the same drawings are ordered once."""
_MOST_ORDERS = 40
"""Orders that may wait; more come only from readers who try out all comparisons there are."""
_BATCH = 24


@dataclass(frozen=True)
class Drawn:
    """What a page shows of a chart: markup for wide and for narrow screens, and its key."""

    wide: str
    narrow: str
    signs: tuple[Sign, ...]
    name: str


Pair = tuple[Chart, Chart]


def drawn(pairs: Sequence[Pair], *, keys: Sequence[str]) -> list[Drawn | None]:
    """Return what is kept of some charts, ``None`` for the others, which are ordered.

    ``keys`` are the page's surrogate keys, touched when the missing ones are there.
    """
    found = [_drawn(*pair) for pair in pairs]
    missing = [
        chart for pair, kept in zip(pairs, found, strict=True) if kept is None for chart in pair
    ]
    if missing:
        order(missing, keys=keys)
    return found


def sparklines(charts: Sequence[Chart], *, keys: Sequence[str]) -> list[str]:
    """Return the markup of small multiples, empty for those that are ordered."""
    found = [_markup(name_of(chart.plain())) for chart in charts]
    missing = [chart for chart, kept in zip(charts, found, strict=True) if kept is None]
    if missing:
        order(missing, keys=keys)
    return [markup or "" for markup in found]


def download(name: str, kind: str) -> bytes | None:
    """Return a kept file of a drawing: ``DOWNLOAD`` or ``PICTURE``."""
    return _read(name, kind) if _NAME.fullmatch(name) else None


def order(charts: Iterable[Chart], *, keys: Sequence[str]) -> None:
    """Have missing drawings made soon; the same ones once in five minutes, and not too many."""
    from opencity.monitor.charts.tasks import draw_charts  # the task keeps what it draws here

    plain = list({name_of(each): each for each in (chart.plain() for chart in charts)}.values())
    mark = hashlib.sha256("".join(map(name_of, plain)).encode()).hexdigest()[:32]
    if not cache.add(f"charts-ordered-{mark}", 1, _PATIENCE) or _waiting() >= _MOST_ORDERS:
        return
    for start in range(0, len(plain), _BATCH):
        draw_charts.enqueue(plain[start : start + _BATCH], list(keys))


def ensure(charts: Sequence[Spec]) -> int:
    """Draw what is not kept or was kept for long; return how many drawings were made."""
    wanted = {name_of(chart): chart for chart in charts}
    due = [chart for name, chart in wanted.items() if not _is_fresh(name)]
    for drawing in render(due) if due else []:
        _keep(drawing)
    return len(due)


def sweep(now: datetime.datetime | None = None) -> int:
    """Delete the files of drawings that are no longer wanted; return how many."""
    limit = (now or timezone.now()) - KEPT_FOR
    old = [path for path in _paths() if default_storage.get_modified_time(path) < limit]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _drawn(wide: Chart, narrow: Chart) -> Drawn | None:
    name = name_of(wide.plain())
    kept = (_markup(name), _markup(name_of(narrow.plain())))
    if kept[0] is None or kept[1] is None:
        return None
    return Drawn(kept[0], kept[1], wide.signs, name)


def _path(name: str, kind: str) -> str:
    return f"{FOLDER}/{name[:2]}/{name}.{kind}"


def _read(name: str, kind: str) -> bytes | None:
    try:
        with default_storage.open(_path(name, kind)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _markup(name: str) -> SafeString | None:
    found = _read(name, PAGE)
    return None if found is None else mark_safe(found.decode())  # noqa: S308  # made by ``svg``


def _is_fresh(name: str) -> bool:
    try:
        made = default_storage.get_modified_time(_path(name, PAGE))
    except FileNotFoundError:
        return False
    return made > timezone.now() - KEPT_FOR / 2


def _keep(drawing: Drawing) -> None:
    """Write the files of a drawing; the one for pages last, because its presence says all are."""
    if drawing.download and drawing.png:
        _write(_path(drawing.name, DOWNLOAD), drawing.download.encode())
        _write(_path(drawing.name, PICTURE), drawing.png)
    _write(_path(drawing.name, PAGE), drawing.page.encode())


def _write(path: str, content: bytes) -> None:
    """Put a file in its place in one step, so that no reader sees half of it."""
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # a store of objects shows none before it is whole
        default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as temporary:
        temporary.write(content)
    written = Path(temporary.name)
    written.chmod(0o644)
    written.replace(place)


def _paths() -> Iterator[str]:
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


def _waiting() -> int:
    from opencity.monitor.charts.tasks import draw_charts

    waiting = DBTaskResult.objects.filter(
        task_path=draw_charts.module_path, status=TaskResultStatus.READY
    )
    return waiting.count()
