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

FOLDER, BRIEF_FOLDER = "charts", "charts-brief"
PAGE, DOWNLOAD, PICTURE = "page.svg", "svg", "png"
KEPT_FOR = datetime.timedelta(days=60)
"""How long a drawing is kept; ``ensure`` draws it anew after half of it."""
BRIEFLY_KEPT_FOR = datetime.timedelta(days=7)
"""The same for what readers chose freely, of which there are more than anybody can keep."""
MOST_BRIEF_ORDERS = 60
"""Orders for freely chosen charts in one hour; beyond them their pages show the table alone."""
_NAME = re.compile(r"[0-9a-f]{32}")
_HOUR = 3600
_PATIENCE = 300
"""Seconds in which the same drawings are ordered once."""
_MOST_ORDERS = 40
"""Orders that may wait; more come only from readers who try out all comparisons there are."""
_BATCH = 24


_AGES = {FOLDER: KEPT_FOR, BRIEF_FOLDER: BRIEFLY_KEPT_FOR}


@dataclass(frozen=True)
class Drawn:
    """What a page shows of a chart: markup for wide and for narrow screens, and its key.

    ``name`` is that of its downloads; a brief one has none.
    """

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
    found = [_kept_markup(chart) for chart in charts]
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
    if any(map(_is_brief, plain)) and not _within_the_hour():
        return
    for start in range(0, len(plain), _BATCH):
        draw_charts.enqueue(plain[start : start + _BATCH], list(keys))


def ensure(charts: Sequence[Spec]) -> int:
    """Draw what is not kept or was kept for long; return how many drawings were made."""
    wanted = {name_of(chart): chart for chart in charts}
    due = [chart for name, chart in wanted.items() if not _is_fresh(name, chart)]
    for drawing in render(due) if due else []:
        _keep(drawing, _folder(wanted[drawing.name]))
    return len(due)


def sweep(now: datetime.datetime | None = None) -> int:
    """Delete the files of drawings that are no longer wanted; return how many."""
    today = now or timezone.now()
    old = [
        path
        for folder, age in _AGES.items()
        for path in _paths(folder)
        if default_storage.get_modified_time(path) < today - age
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _drawn(wide: Chart, narrow: Chart) -> Drawn | None:
    kept = (_kept_markup(wide), _kept_markup(narrow))
    if kept[0] is None or kept[1] is None:
        return None
    return Drawn(kept[0], kept[1], wide.signs, "" if wide.frame.brief else name_of(wide.plain()))


def _is_brief(plain: Spec) -> bool:
    return bool(plain.get("brief"))


def _folder(plain: Spec) -> str:
    return BRIEF_FOLDER if _is_brief(plain) else FOLDER


def _within_the_hour() -> bool:
    """Count an order for freely chosen charts; tell whether the hour has room for it."""
    name = f"charts-brief-orders-{timezone.now():%Y%m%d%H}"
    orders = cache.get(name, 0)
    if orders >= MOST_BRIEF_ORDERS:
        return False
    cache.set(name, orders + 1, _HOUR)
    return True


def _path(name: str, kind: str, folder: str = FOLDER) -> str:
    return f"{folder}/{name[:2]}/{name}.{kind}"


def _read(name: str, kind: str, folder: str = FOLDER) -> bytes | None:
    try:
        with default_storage.open(_path(name, kind, folder)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _kept_markup(chart: Chart) -> SafeString | None:
    plain = chart.plain()
    found = _read(name_of(plain), PAGE, _folder(plain))
    return None if found is None else mark_safe(found.decode())  # noqa: S308  # made by ``svg``


def _is_fresh(name: str, plain: Spec) -> bool:
    folder = _folder(plain)
    try:
        made = default_storage.get_modified_time(_path(name, PAGE, folder))
    except FileNotFoundError:
        return False
    return made > timezone.now() - _AGES[folder] / 2


def _keep(drawing: Drawing, folder: str) -> None:
    """Write the files of a drawing; the one for pages last, because its presence says all are."""
    if drawing.download and drawing.png:
        _write(_path(drawing.name, DOWNLOAD), drawing.download.encode())
        _write(_path(drawing.name, PICTURE), drawing.png)
    _write(_path(drawing.name, PAGE, folder), drawing.page.encode())


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


def _paths(top: str) -> Iterator[str]:
    try:
        folders, _files = default_storage.listdir(top)
    except FileNotFoundError:
        return
    for folder in folders:
        for name in default_storage.listdir(f"{top}/{folder}")[1]:
            yield f"{top}/{folder}/{name}"


def _waiting() -> int:
    from opencity.monitor.charts.tasks import draw_charts

    waiting = DBTaskResult.objects.filter(
        task_path=draw_charts.module_path, status=TaskResultStatus.READY
    )
    return waiting.count()
