"""What is kept, what is ordered and what is swept; nothing here draws."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, Storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opencity.monitor.charts import store
from opencity.monitor.charts.data import both
from opencity.monitor.charts.rendering import Drawing, name_of
from opencity.monitor.charts.specs import over_time, sparkline
from opencity.monitor.charts.tasks import draw_charts
from tests.monitor.charts.samples import FOREIGN, NATIONAL, frame

pytestmark = pytest.mark.django_db


class Objects(Storage):
    """A store of objects, which have no place in a file system."""

    def __init__(self):
        inner = InMemoryStorage()
        self._open, self._save = inner._open, inner._save
        self.delete, self.exists, self.listdir = inner.delete, inner.exists, inner.listdir
        self.get_modified_time = inner.get_modified_time


PAIR = both(lambda each: over_time(each, [FOREIGN]), frame())
SMALL = sparkline(frame(), NATIONAL)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch) -> Path:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(store, "render", lambda charts: [fake(chart) for chart in charts])
    return tmp_path / "charts"


def fake(chart) -> Drawing:
    alone = "<svg>download</svg>" if chart["alone"] else ""
    name = name_of(chart)
    return Drawing(name, f"<svg>{name}</svg>", alone, b"png" if alone else b"")


def plain(*charts):
    return [chart.plain() for chart in charts]


def test_a_page_without_its_drawings_orders_them_once():
    assert store.drawn([PAIR], keys=["monitor"]) == [None]
    assert store.drawn([PAIR], keys=["monitor"]) == [None]
    assert store.sparklines([SMALL], keys=["monitor"]) == [""]
    orders = [row.args_kwargs["args"] for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert orders == [[plain(*PAIR), ["monitor"]], [plain(SMALL), ["monitor"]]]


def test_the_task_draws_what_is_ordered_and_the_page_shows_it(monkeypatch):
    touched = []
    monkeypatch.setattr("opencity.monitor.charts.tasks.touch", lambda *keys: touched.extend(keys))
    assert draw_charts.call(plain(*PAIR, SMALL), ["monitor"]) == 3
    (drawn,) = store.drawn([PAIR], keys=["monitor"])
    assert drawn == store.Drawn(
        wide=f"<svg>{name_of(PAIR[0].plain())}</svg>",
        narrow=f"<svg>{name_of(PAIR[1].plain())}</svg>",
        signs=PAIR[0].signs,
        name=name_of(PAIR[0].plain()),
    )
    assert touched == ["monitor"]
    assert store.download(drawn.name, store.PICTURE) == b"png"
    assert store.download(name_of(SMALL.plain()), store.PICTURE) is None
    assert DBTaskResult.objects.count() == 0


def test_what_is_kept_is_not_drawn_again():
    assert (store.ensure(plain(*PAIR)), store.ensure(plain(*PAIR, SMALL))) == (2, 1)


def test_a_flood_of_orders_is_stopped(monkeypatch):
    monkeypatch.setattr(store, "_MOST_ORDERS", 1)
    store.drawn([PAIR], keys=[])
    store.sparklines([SMALL], keys=[])
    assert DBTaskResult.objects.count() == 1


def test_a_name_that_is_none_leads_nowhere():
    assert store.download("../../secret", store.DOWNLOAD) is None


def test_what_is_old_is_drawn_anew_if_wanted_and_swept_if_not(folder):
    store.ensure(plain(*PAIR))
    age(folder, store.KEPT_FOR * 0.6)
    assert (store.sweep(), store.ensure(plain(PAIR[0]))) == (0, 1)
    later = timezone.now() + store.KEPT_FOR * 0.5
    assert store.sweep(later) == 1
    assert store.drawn([PAIR], keys=[]) == [None]
    assert store.ensure(plain(*PAIR)) == 1


def test_nothing_to_sweep_is_no_error():
    assert store.sweep() == 0


def test_no_other_file_is_left_beside_the_drawings(folder):
    store.ensure(plain(*PAIR))
    kinds = sorted(path.name.partition(".")[2] for path in folder.rglob("*.*"))
    assert kinds == ["page.svg", "page.svg", "png", "svg"]


def test_a_store_of_objects_without_paths_will_do(settings):
    memory = {"BACKEND": "tests.monitor.charts.test_store.Objects"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}
    assert (store.ensure(plain(*PAIR)), store.ensure(plain(*PAIR))) == (2, 0)
    assert store.drawn([PAIR], keys=[]) != [None]
    assert store.sweep(timezone.now() + store.KEPT_FOR * 1.1) == 4


def age(folder: Path, by: datetime.timedelta) -> None:
    for path in folder.rglob("*.*"):
        then = path.stat().st_mtime - by.total_seconds()
        os.utime(path, (then, then))
