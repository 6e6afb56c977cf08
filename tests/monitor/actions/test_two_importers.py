"""Two files that come in at the same moment leave one state in force, and lose none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from opencity.monitor.actions.importing import import_file
from opencity.monitor.models import Observation
from opencity.monitor.queries import in_force
from tests.monitor.factories import indicator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
PERIODS = range(2000, 2040)


@pytest.mark.parametrize("is_known", [True, False])
def test_of_two_imports_the_second_sees_the_first(tmp_path, settings, is_known):
    settings.MEDIA_ROOT = tmp_path / "media"
    if is_known:
        indicator(dataset="rate")
    start = Barrier(2)

    def bring(value):
        file = tmp_path / f"{value}.csv"
        lines = [f"A,BG,PC,{period},{value}" for period in PERIODS]
        file.write_text("\n".join(["FREQ,REF_AREA,UNIT,period,value", *lines]) + "\n")
        start.wait(30)
        try:
            return import_file(actor=None, path=file, dataset="rate").recorded
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = sorted(pool.map(bring, [1, 2]), key=lambda done: done.changed)

    assert (first.new, first.changed) == (len(PERIODS), 0)
    assert (second.new, second.changed) == (0, len(PERIODS))
    assert in_force().values_list("value", flat=True).distinct().count() == 1
    assert (in_force().count(), Observation.objects.count()) == (40, 80)
