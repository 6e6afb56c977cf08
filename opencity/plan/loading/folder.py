"""Walks the plan's content folder in the order in which its files refer to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.text import slugify

from opencity.core.content import Entry, Loading, read_file
from opencity.core.content.facts import listed, origins, there
from opencity.core.content.records import Loader
from opencity.monitor.models import Indicator
from opencity.plan.loading import schema
from opencity.plan.models import (
    Characteristic,
    Contributor,
    Forum,
    Goal,
    Measure,
    Plan,
    PlanIndicator,
    PlanVersion,
    Sphere,
    TargetGroup,
)

_KINDS: dict[str, type[models.Model]] = {
    "characteristics": Characteristic,
    "contributors": Contributor,
    "goals": Goal,
    "measures": Measure,
    "monitor_indicators": Indicator,
    "target_groups": TargetGroup,
}


def load_folder(folder: Path, loading: Loading) -> None:
    """Load a plan with its first version; raises ``ContentError`` at the first thing wrong."""
    loader = Loader(loading)
    main = read_file(there(folder / "plan.yaml"))
    loader.origins = origins(main)
    for indicator in Indicator.objects.order_by("code"):
        loader.lookup.add(indicator.code, indicator)
    plan = _plan(loader, main)
    if plan is None:
        return
    _of_plan(loader, main, folder, plan)
    for entry in main.entries("versions"):
        version = _version(loader, entry, plan)
        if version is not None:
            _of_version(loader, folder, version)


def _plan(loader: Loader, entry: Entry) -> Plan | None:
    code = entry.string("code")
    row = Plan.objects.filter(code=code).first()
    brought = loader.bring(entry, f"plan {code}", row, schema.plan(entry), Plan(code=code))
    return brought  # type: ignore[return-value]  # of the class of the empty row


def _version(loader: Loader, entry: Entry, plan: Plan) -> PlanVersion | None:
    number = entry.number("number")
    row = PlanVersion.objects.filter(plan=plan, number=number).first()
    key = f"version {plan.code}/{number}"
    new = PlanVersion(plan=plan, number=number)
    brought = loader.bring(entry, key, row, schema.version(entry), new)
    return brought  # type: ignore[return-value]  # of the class of the empty row


def _of_plan(loader: Loader, main: Entry, folder: Path, plan: Plan) -> None:
    for entry in main.entries("forums"):
        _bring(loader, entry, Forum, {"plan": plan}, schema.forum, plan.code)
    for entry in listed(loader, folder / "contributors.yaml", "contributors"):
        _bring(loader, entry, Contributor, {"plan": plan}, schema.contributor, plan.code)
    for entry in listed(loader, folder / "spheres.yaml", "spheres"):
        _bring(loader, entry, Sphere, {"plan": plan}, schema.sphere, plan.code)


def _of_version(loader: Loader, folder: Path, version: PlanVersion) -> None:
    place = f"{version.plan.code}/{version.number}"
    of, codes = {"version": version}, partial(_known_codes, loader)
    for entry in listed(loader, folder / "goals.yaml", "goals"):
        fixed = {**of, "slug": _slug(entry, "title")}
        _bring(loader, entry, Goal, fixed, partial(schema.goal, codes=codes), place)
    for entry in listed(loader, folder / "target-groups.yaml", "target_groups"):
        _bring(
            loader, entry, TargetGroup, {**of, "slug": _slug(entry, "name")}, schema.named, place
        )
    for entry in listed(loader, folder / "characteristics.yaml", "characteristics"):
        _bring(loader, entry, Characteristic, of, schema.named, place)
    for file in sorted((folder / "measures").glob("*.yaml")):
        entry = read_file(file)
        loader.origins = origins(entry)
        _bring(loader, entry, Measure, of, partial(schema.measure, codes=codes), place)
    for entry in listed(loader, folder / "indicators.yaml", "indicators"):
        _bring(loader, entry, PlanIndicator, of, partial(schema.indicator, codes=codes), place)


def _known_codes(loader: Loader, kind: str) -> list[str]:
    return loader.lookup.codes(_KINDS[kind])


def _bring(
    loader: Loader,
    entry: Entry,
    model: type[models.Model],
    fixed: dict[str, Any],
    read: Callable[[Entry], schema.Values],
    place: str,
) -> None:
    code = entry.string("code")
    parent = {name: value for name, value in fixed.items() if name != "slug"}
    row = model._default_manager.filter(code=code, **parent).first()
    key = f"{model._meta.model_name} {place}/{code}"
    loader.bring(entry, key, row, read(entry), model(code=code, **fixed))


def _slug(entry: Entry, key: str) -> str:
    texts = entry.text(key)
    return slugify(texts.get("en", ""))[:100] or entry.string("code").lower()
