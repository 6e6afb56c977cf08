"""All figures of Sofia: they come back as they were, and their descriptions are sound."""

from __future__ import annotations

import io
from zipfile import ZipFile

import frictionless
import pytest

from opencity.monitor.actions.importing import import_file
from opencity.monitor.models import Indicator
from opencity.monitor.queries import public_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sofia")]


def test_every_figure_comes_back_as_it_was(client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    file = tmp_path / "figures.csv"
    told = {}
    for number, row in enumerate(Indicator.objects.live()):
        form = ("csv", "sdmx-csv")[number % 2]
        asked = {"series": row.code, "format": form}
        file.write_bytes(client.get("/api/v1/monitor/observations", asked).getvalue())
        own = public_figures().filter(series__indicator=row).count()
        if own:
            done = import_file(actor=None, path=file, dataset=row.code)
            counted = (done.recorded.new, done.recorded.changed, done.recorded.same - own)
            told[row.code] = (*counted, done.series_made)

    assert len(told) > 20
    assert {code: found for code, found in told.items() if found != (0, 0, 0, 0)} == {}


def test_the_package_of_all_figures_is_valid(client, tmp_path):
    answer = client.get("/api/v1/monitor/datapackage.zip")
    ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)

    assert frictionless.validate(str(tmp_path / "datapackage.json")).flatten() == []
    own = public_figures().count()
    assert len((tmp_path / "observations.csv").read_bytes().splitlines()) > own
