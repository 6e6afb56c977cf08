"""Makes small runs of the index for tests."""

from __future__ import annotations

from typing import Any

from opencity.monitor.actions import publish_run, run_index
from opencity.monitor.actions.indexing import calculate_run
from opencity.monitor.models import IndexRun
from tests.monitor.factories import text
from tests.monitor.index.small import DATA, FRAMEWORK, RECIPE

INPUTS: dict[str, Any] = {"recipe": RECIPE, "framework": FRAMEWORK, "data": DATA}


def asked(**more: Any) -> IndexRun:
    """Return a run that waits."""
    said = {**INPUTS, "title": text("Three cities"), "seed": 7, "draws": 100, **more}
    return run_index(actor=None, **said)


def calculated(**more: Any) -> IndexRun:
    """Return a run that is calculated."""
    run = asked(**more)
    calculate_run(pk=run.pk)
    return IndexRun.objects.get(pk=run.pk)


def public(**more: Any) -> IndexRun:
    """Return a public run."""
    run = calculated(**more)
    publish_run(actor=None, run=run)
    return IndexRun.objects.get(pk=run.pk)
