"""The order of the house: imports, foreign keys and templates all point downwards."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "opencity"
TAGS = (
    re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']"""),
    re.compile(r"<c-([a-z][a-z0-9._-]*)"),
)
NOT_FILES = {"vars", "slot"}


def floors() -> dict[str, int]:
    """The floor of each app, from the contract; the lowest is 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(each for each in contracts["contracts"] if each["id"] == "house")["layers"]
    return {
        name.strip().strip("()"): number
        for number, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


FLOORS = floors()


def may_use(user: str, used: str) -> bool:
    return user == used or FLOORS[user] > FLOORS[used]


def test_imports_point_downwards(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("user", "used", "allowed"),
    [
        ("plan", "core", True),
        ("plan", "plan", True),
        ("core", "plan", False),
        ("search", "accounts", False),
        ("events", "services", False),
        ("monitor", "calls", True),
    ],
)
def test_the_contract_is_read_as_it_is_meant(user: str, used: str, allowed: bool) -> None:
    assert may_use(user, used) == allowed


def test_every_app_has_its_floor() -> None:
    found = {folder.parent.name for folder in HOUSE.glob("*/apps.py")}
    assert found - FLOORS.keys() == set()


def foreign_keys() -> Iterator[tuple[str, str, str]]:
    """(app, app it points to, name of the field) for each relation between our models.

    The account model is left out: any app reaches it by Django's setting and knows no app by that.
    """
    ours = {each.label: each.name.removeprefix("opencity.") for each in our_apps()}
    for config in our_apps():
        for model in config.get_models(include_auto_created=True):
            for field in relations_of(model):
                used = field.related_model._meta
                if used.app_label in ours and used.label != settings.AUTH_USER_MODEL:
                    name = f"{model.__name__}.{field.name}"
                    yield ours[config.label], ours[used.app_label], name


def relations_of(model: type[Model]) -> list:
    """The relations that a model itself declares, also many-to-many and inherited ones."""
    fields = model._meta.get_fields()
    return [each for each in fields if not each.auto_created and each.related_model]


def our_apps() -> list:
    return [each for each in apps.get_app_configs() if each.name.startswith("opencity.")]


def test_foreign_keys_point_downwards() -> None:
    assert [key for key in foreign_keys() if not may_use(key[0], key[1])] == []


def test_foreign_keys_are_found_at_all() -> None:
    assert ("plan", "plan", "Measure.version") in set(foreign_keys())


def template_owners() -> dict[str, str]:
    """The app that each template belongs to, by the name under which templates refer to it."""
    return {
        str(file.relative_to(HOUSE / file.relative_to(HOUSE).parts[0] / "templates")): app
        for file in HOUSE.glob("*/templates/**/*.html")
        for app in [file.relative_to(HOUSE).parts[0]]
    }


def template_uses() -> Iterator[tuple[str, str, str, str]]:
    """(app, app it uses, template, name used) for each template that uses one of ours."""
    owners = template_owners()
    for file in sorted(HOUSE.glob("*/templates/**/*.html")):
        app = file.relative_to(HOUSE).parts[0]
        for name in names_used(file.read_text(encoding="utf-8")):
            if name in owners:
                yield app, owners[name], str(file.relative_to(ROOT)), name


def names_used(source: str) -> Iterator[str]:
    files, components = TAGS
    yield from files.findall(source)
    for name in components.findall(source):
        if name not in NOT_FILES:
            yield f"cotton/{name.replace('.', '/').replace('-', '_')}.html"


def test_templates_use_only_what_stands_below() -> None:
    assert [use for use in template_uses() if not may_use(use[0], use[1])] == []


def test_template_uses_are_found_at_all() -> None:
    assert list(
        names_used("{% extends \"a.html\" %}{% include 'b.html' %}<c-page-lead /><c-slot>")
    ) == [
        "a.html",
        "b.html",
        "cotton/page_lead.html",
    ]
    assert ("shell", "theme") in {use[:2] for use in template_uses()}


def test_every_component_that_a_page_uses_exists() -> None:
    owners = template_owners()
    used = {
        name
        for file in HOUSE.glob("*/templates/**/*.html")
        for name in names_used(file.read_text(encoding="utf-8"))
        if name.startswith("cotton/")
    }
    assert sorted(name for name in used if name not in owners) == []
