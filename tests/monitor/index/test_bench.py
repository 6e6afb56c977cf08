from __future__ import annotations

import numpy as np

from opencity.monitor.index import bench


def test_what_is_measured_has_the_size_that_is_said():
    framework = bench.made_up_framework()
    data = bench.made_up_data(framework)
    assert data.values.shape == (100, 54)
    assert 0.01 < np.isnan(data.values).mean() < 0.05


def test_the_measure_runs_and_tells_its_memory(monkeypatch):
    monkeypatch.setattr(bench, "DRAWS", 200)
    found = bench.measure()
    assert found["draws"] == 200
    assert found["peak_mb"] > 0
