from __future__ import annotations

from opencity.search.bench import measure


def test_the_measurement_runs_and_its_index_stays_small():
    found = measure(documents=100, queries=10)
    assert set(found) == {
        "documents",
        "median_ms",
        "p95_ms",
        "longest_ms",
        "load_s",
        "memory_mb",
    }
    assert found["documents"] == 100
    assert 0 < found["median_ms"] <= found["p95_ms"]
    assert found["memory_mb"] < 100 * 0.04
