"""Runs of the openness index: asked for, calculated in the background, published, withdrawn."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.pagecache import touch
from opencity.monitor.enums import RunState
from opencity.monitor.handed_in import RunRefused, checked_inputs
from opencity.monitor.index.mistakes import ChoicesRefused
from opencity.monitor.index.outcome import METHOD_VERSION, fingerprint, outcome
from opencity.monitor.models import IndexRun, Indicator

FEWEST_DRAWS, MOST_DRAWS = 100, 50_000
MOST_SEED = 2**31 - 1
MOST_WAITING = 5
LOST_AFTER = timedelta(hours=6)


def run_index(
    *,
    actor: Any,
    title: Mapping[str, str],
    recipe: str,
    framework: str,
    data: str,
    seed: int,
    draws: int,
    selection: Mapping[str, Any] | None = None,
) -> IndexRun:
    """Ask for a run from a recipe (YAML), a framework and data (CSV); a task calculates it.

    ``selection`` tells how the data were taken from the monitor's own figures. Raises
    ``RunRefused`` with everything that is wrong with the inputs, by input.
    """
    require(actor, "monitor.add_indexrun")
    given = checked_inputs(recipe=recipe, framework=framework, data=data)
    _require_bounds(seed, draws)
    run = IndexRun(
        title=dict(title),
        recipe_yaml=recipe,
        framework_csv=framework,
        data_csv=data,
        selection=dict(selection or {}),
        hash=fingerprint(given.recipe, given.framework, given.data),
        seed=seed,
        draws=draws,
        method=f"{METHOD_VERSION} (numpy {np.__version__})",
    )
    with transaction.atomic():
        _keep(actor, run)
    return run


def calculate_run(*, pk: int) -> bool:
    """Calculate a run that waits; return whether there was one to calculate.

    A run that its worker left behind is calculated again: the same inputs give the same outcome.
    """
    open_ = IndexRun.objects.filter(pk=pk, state__in=[RunState.WAITING, RunState.RUNNING])
    if not open_.update(state=RunState.RUNNING, started_at=timezone.now()):
        return False
    run = IndexRun.objects.get(pk=pk)
    begun = time.monotonic()
    try:
        found = _calculated(run)
    except (RunRefused, ChoicesRefused) as error:
        _finish(run, state=RunState.FAILED, trouble=str(error))
    except Exception as error:
        told = _("The calculation stopped with an error of the program (%(name)s).")
        _finish(run, state=RunState.FAILED, trouble=told % {"name": type(error).__name__})
        raise
    else:
        seconds = round(time.monotonic() - begun, 2)
        _finish(run, state=RunState.DONE, outcome=found, seconds=seconds)
    return True


def give_up_lost_runs() -> int:
    """Let runs fail that were begun long ago and never came to an end; return how many."""
    begun = timezone.now() - LOST_AFTER
    lost = IndexRun.objects.filter(state=RunState.RUNNING, started_at__lt=begun)
    return lost.update(
        state=RunState.FAILED, trouble=_("The calculation was interrupted; ask for it again.")
    )


@transaction.atomic
def publish_run(*, actor: Any, run: IndexRun) -> None:
    """Show a calculated run to everybody; from then on it never changes."""
    require(actor, "monitor.publish_indexrun")
    _require_public_figures(run)
    ready = IndexRun.objects.filter(pk=run.pk, state=RunState.DONE, is_public=False)
    if not ready.update(is_public=True, published_at=timezone.now()):
        raise DomainError(_("Only a calculated run that is not public yet can be published."))
    audit.record(actor=actor, action="monitor.publish_run", target=run, detail={"hash": run.hash})
    touch("monitor")


@transaction.atomic
def withdraw_run(*, actor: Any, run: IndexRun, reason: str) -> None:
    """Hide a public run again; the audit keeps the reason."""
    require(actor, "monitor.publish_indexrun")
    if not reason.strip():
        raise DomainError(_("Reason: say why readers shall no longer see this run."))
    public = IndexRun.objects.filter(pk=run.pk, is_public=True)
    if not public.update(is_public=False, published_at=None):
        raise DomainError(_("This run is not public."))
    audit.record(
        actor=actor, action="monitor.withdraw_run", target=run, detail={"reason": reason.strip()}
    )
    touch("monitor")


@transaction.atomic
def discard_run(*, actor: Any, run: IndexRun) -> None:
    """Delete a run that is not public."""
    require(actor, "monitor.delete_indexrun")
    audit.record(actor=actor, action="monitor.discard_run", target=run, detail={"hash": run.hash})
    found = IndexRun.objects.filter(pk=run.pk, is_public=False).exclude(state=RunState.RUNNING)
    if not found.delete()[0]:
        raise DomainError(
            _("A run that is public or being calculated cannot be deleted; withdraw it first.")
        )


def _require_public_figures(run: IndexRun) -> None:
    """Refuse a run of the monitor's own figures when one of its indicators is no longer public."""
    codes = run.selection.get("indicators", [])
    public = Indicator.objects.live().filter(code__in=codes).values_list("code", flat=True)
    if gone := sorted(set(codes) - set(public)):
        told = _(
            "Indicators that are not public any more: %(codes)s. Publish them again, or calculate "
            "a run without them."
        )
        raise DomainError(told % {"codes": ", ".join(gone)})


def _keep(actor: Any, run: IndexRun) -> None:
    from opencity.monitor.tasks import calculate_index  # the task calls an action of this module

    open_ = IndexRun.objects.filter(state__in=[RunState.WAITING, RunState.RUNNING])
    if open_.count() >= MOST_WAITING:
        told = _("%(number)s runs wait already: ask again when they are calculated.")
        raise DomainError(told % {"number": MOST_WAITING})
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise DomainError(_already_there(run)) from None
    audit.record(
        actor=actor,
        action="monitor.run_index",
        target=run,
        detail={"hash": run.hash, "seed": run.seed, "draws": run.draws},
    )
    calculate_index.enqueue(run.pk)


def _already_there(run: IndexRun) -> str:
    same = IndexRun.objects.exclude(state=RunState.FAILED)
    known = same.filter(hash=run.hash, seed=run.seed, draws=run.draws).first()
    return _(
        "Run %(number)s has the same inputs, draws and seed, and so the same outcome. Look at that "
        "one, or take another seed."
    ) % {"number": known.pk if known else "–"}


def _calculated(run: IndexRun) -> dict[str, Any]:
    given = checked_inputs(recipe=run.recipe_yaml, framework=run.framework_csv, data=run.data_csv)
    return outcome(given.recipe, given.framework, given.data, draws=run.draws, seed=run.seed)


def _finish(run: IndexRun, **values: Any) -> None:
    IndexRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(**values)


def _require_bounds(seed: int, draws: int) -> None:
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        told = _("A whole number from %(low)s to %(high)s.")
        raise RunRefused({"draws": [told % {"low": FEWEST_DRAWS, "high": MOST_DRAWS}]})
    if not 0 <= seed <= MOST_SEED:
        raise RunRefused({"seed": [_("A whole number from 0 to %(high)s.") % {"high": MOST_SEED}]})
