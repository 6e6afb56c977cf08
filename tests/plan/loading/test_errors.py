"""Whatever is wrong in a content folder is named by file, line and key, and changes nothing."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError

from opencity.plan.models import Measure, Plan
from tests.monitor.factories import indicator

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows() -> dict[str, list]:
    """Return everything that a loading could write."""
    names = ("plan", "core", "translation", "opencity_search", "wagtailcore")
    models = [model for name in names for model in apps.get_app_config(name).get_models()]
    return {m._meta.label: list(m._default_manager.order_by("pk").values()) for m in models}


def refusal(content) -> str:
    """Return what the command says, having made sure that it changed nothing."""
    before = rows()
    with pytest.raises(CommandError) as caught:
        content.load()
    assert rows() == before
    told, nothing = str(caught.value).rsplit("\n", 1)
    assert nothing == "Nothing was changed."
    return told.removeprefix(f"{content.folder}/plan/")


def line_of(content, name: str, start: str) -> int:
    lines = content.file(name).read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.lstrip(" -").startswith(start))


def test_error_in_the_last_file_leaves_the_database_as_it_was(content):
    content.change("indicators", indicators=[{"code": "I1", "name": {"bg": "а"}, "kind": "x"}])

    line = line_of(content, "indicators", "kind")
    assert refusal(content) == (
        f"indicators.yaml, line {line}, indicators[1].kind: “x” is none of count, composite"
    )
    assert (Plan.objects.count(), Measure.objects.count()) == (0, 0)


def test_error_after_a_loading_leaves_what_is_there(content):
    content.load()
    goals = content.read("goals")["goals"]
    content.change("goals", goals=[each | {"text": {"bg": "Ново"}} for each in goals])
    content.change("measures/A01", title={"bg": "Нова"})
    content.change("measures/A02", goals=["G9"])

    line = line_of(content, "measures/A02", "G9")
    assert refusal(content) == (f"measures/A02.yaml, line {line}, goals: “G9” is none of G1, G2")


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("plan", {"colour": "red"}, "plan.yaml, line {colour}, colour: unknown key"),
        ("plan", {"title": None}, "plan.yaml, line {title}, title: this text is missing"),
        ("plan", {"code": None}, "plan.yaml, line {code}, code: this value is missing"),
        (
            "plan",
            {"origins": {"bg": "robot"}},
            "plan.yaml, line {bg: robot}, origins.bg: “robot” is none of human, machine, imported",
        ),
        (
            "measures/A02",
            {"title": {"en": "Only English"}},
            "measures/A02.yaml, line {title}, title: the text in “bg” is missing",
        ),
        (
            "measures/A02",
            {"title": {"bg": "а" * 201}},
            "measures/A02.yaml, line {title}, title: The Български text has 201 characters; "
            "200 are allowed.",
        ),
        (
            "measures/A02",
            {"slug": "not an address"},
            "measures/A02.yaml, line {slug}, slug: Enter a valid “slug”",
        ),
        (
            "measures/A02",
            {"slug": "measure-a01"},
            "measures/A02.yaml, line {slug}, slug: Measure with this Version and Address already "
            "exists.",
        ),
        (
            "measures/A02",
            {"code": "A01"},
            "measures/A02.yaml, line {code}, code: “A01” stands here twice",
        ),
        (
            "measures/A02",
            {"code": "A2345678901"},
            "measures/A02.yaml, line {code}, code: Ensure this value has at most 10 characters",
        ),
        (
            "measures/A02",
            {"spheres": {"heading": "centre"}},
            "measures/A02.yaml, line {heading}, spheres.heading: “centre” is none of leadership, "
            "integration, internationalisation",
        ),
        (
            "measures/A02",
            {"milestones": [{"title": "x"}]},
            "measures/A02.yaml, line {milestones}, milestones: the city enters these in the office",
        ),
        (
            "measures/A02",
            {"developments": [{"date": "2021-13", "title": {"bg": "а"}, "certainty": "unknown"}]},
            "measures/A02.yaml, line {date}, developments[1].date: Write a year, a month or a day",
        ),
        (
            "measures/A02",
            {"provenance": [{"contributor": "P9", "certainty": "documented"}]},
            "measures/A02.yaml, line {contributor}, provenance[1].contributor: “P9” is none of P1",
        ),
        (
            "goals",
            {"goals": [{"code": "G1", "title": {"bg": "а"}, "text": {"bg": "а"}}] * 2},
            "goals.yaml, line {code}, goals[2].code: “G1” stands here twice",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_changed(content, settings, name, values, told):
    settings.LANGUAGE_CODE = "en"
    content.load()
    content.change(name, **values)

    start = told[told.index("{") + 1 : told.index("}")]
    wanted = told.replace(f"{{{start}}}", str(line_of(content, name, start)))
    assert refusal(content).startswith(wanted)


def test_first_word_of_a_refusal_is_the_whole_path(content):
    content.file("measures/A02").write_bytes(b"code: \xff")

    with pytest.raises(CommandError) as caught:
        content.load()

    assert str(caught.value) == (
        f"{content.file('measures/A02')}, line 1: not UTF-8 (invalid start byte)"
        "\nNothing was changed."
    )


@pytest.mark.parametrize("name", ["plan", "goals", "spheres", "indicators"])
def test_missing_file_is_named(content, name):
    content.file(name).unlink()

    assert refusal(content) == f"{name}.yaml, line 1: this file is missing"


def test_folder_without_content_is_refused(tmp_path, content):
    content.folder = tmp_path

    with pytest.raises(CommandError, match="has none of the folders .*plan"):
        content.load()


def test_version_that_stands_twice_is_refused(content):
    versions = content.read("plan")["versions"]
    content.change("plan", versions=versions * 2)

    assert refusal(content).endswith("versions[2].number: “1” stands here twice")


def test_public_version_without_its_day_is_refused(content, settings):
    settings.LANGUAGE_CODE = "en"
    [version] = content.read("plan")["versions"]
    content.change("plan", versions=[version | {"published_on": None}])

    line = line_of(content, "plan", "published_on")
    assert refusal(content) == (
        f"plan.yaml, line {line}, versions[1].published_on: "
        "A public version needs the day it was published."
    )


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ([{"indicator": "rate"}], "measured_by[1].closeness: this key is missing"),
        (
            [{"indicator": "nobody", "closeness": "exact"}],
            "measured_by[1].indicator: “nobody” is none of rate",
        ),
        (
            [{"indicator": "rate", "closeness": "near"}],
            "measured_by[1].closeness: “near” is none of exact, proxy",
        ),
        (
            [{"indicator": "rate", "closeness": "exact", "origin": "rumour"}],
            "measured_by[1].origin: “rumour” is none of document, proposed",
        ),
        (
            [{"indicator": "rate", "closeness": "exact", "colour": "red"}],
            "measured_by[1].colour: unknown key",
        ),
        (
            [{"indicator": "rate", "closeness": each} for each in ("exact", "proxy")],
            "measured_by[2].indicator: “rate” stands here twice",
        ),
    ],
)
def test_link_to_an_indicator_that_is_wrong_is_named(content, links, told):
    indicator()
    content.change("measures/A02", measured_by=links)

    assert told in refusal(content)
