"""What the measurement imports is a file that the monitor takes."""

from __future__ import annotations

import pytest

from opencity.monitor.actions.importing import import_file
from opencity.monitor.bench import write_sample

pytestmark = pytest.mark.django_db


def test_the_sample_comes_in_whole(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    file = tmp_path / "figures.csv"
    write_sample(file, "rate", figures=100)

    found = import_file(actor=None, path=file, dataset="rate")

    assert (found.recorded.new, found.series_made, found.is_new) == (100, 3, True)
