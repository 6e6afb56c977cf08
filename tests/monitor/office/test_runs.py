"""The desk of the index: nothing handed in is lost, what is wrong stands at its field."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencity.accounts.roles import Role
from opencity.monitor.actions.indexing import calculate_run
from opencity.monitor.models import Code, Framework, IndexRun, IndicatorVersion
from tests.accounts.factories import officer
from tests.monitor.factories import domain, figures, indicator, series, text
from tests.monitor.index.small import DATA, FRAMEWORK, RECIPE
from tests.monitor.runs import asked, calculated, public

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client):
    person = officer("unit@example.org", Role.INTEGRATION_UNIT)
    client.force_login(person)
    return person


def typed(**more):
    return {
        "title_bg": "Три града",
        "title_en": "Three cities",
        "recipe": "own",
        "recipe_text": RECIPE,
        "framework_text": FRAMEWORK,
        "data_text": DATA,
        "draws": "100",
        "seed": "7",
        **more,
    }


def ask(client, kind="files", **said):
    return client.post(reverse("monitor_office:run-new", args=[kind]), said)


def test_from_texts_to_a_public_run(client, unit):
    answer = ask(client, **typed())
    run = IndexRun.objects.get()
    address = reverse("monitor_office:run", args=[run.pk])
    assert answer.headers["Location"] == address
    assert 'value="publish"' not in client.get(address).content.decode()
    calculate_run(pk=run.pk)
    assert 'value="publish"' in client.get(address).content.decode()

    client.post(address, {"do": "publish"})

    run.refresh_from_db()
    assert run.is_public
    assert client.post(address, {"do": "withdraw"}).status_code == 422
    for reason in ("Wrong\0", "x" * 301):
        answer = client.post(address, {"do": "withdraw", "reason": reason})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    client.post(address, {"do": "withdraw", "reason": "Wrong."})
    assert client.post(address, {"do": "discard"}).headers["Location"] == reverse(
        "monitor_office:runs"
    )
    assert IndexRun.objects.count() == 0


def test_files_take_the_place_of_texts_and_stay_after_a_mistake(client, unit):
    wrong = SimpleUploadedFile("d.csv", DATA.replace("B,Bela", "A,Bela").encode())
    answer = ask(client, **typed(data_text="", data_file=wrong))
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, ["data_text"])
    assert "A,Bela" in form["data_text"].value()
    assert "A,Bela" in answer.content.decode()

    right = SimpleUploadedFile("d.csv", ("\ufeff" + DATA).encode())
    assert ask(client, **typed(data_text="x", data_file=right)).status_code == 302
    assert IndexRun.objects.get().data_csv == DATA


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"title_bg": ""}, ["title"]),
        ({"draws": "5"}, ["draws"]),
        ({"seed": "x"}, ["seed"]),
        ({"recipe": "none"}, ["recipe"]),
        ({"recipe_text": ""}, ["recipe_text"]),
        ({"framework_text": "", "data_text": " "}, ["framework_text", "data_text"]),
        ({"recipe_text": "title: x", "framework_text": "x"}, ["framework_text", "recipe_text"]),
        ({"recipe_text": RECIPE.replace("arithmetic", "geometric")}, ["__all__"]),
        ({"data_file": SimpleUploadedFile("d", b"\xff\xfe")}, ["data_file"]),
        ({"data_file": SimpleUploadedFile("d", b"x" * 1_000_001)}, ["data_file"]),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, unit, wrong, fields):
    answer = ask(client, **typed(**wrong))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, fields)
    assert IndexRun.objects.count() == 0


def test_an_earlier_run_gives_its_inputs_to_a_new_one(client, unit):
    run = asked()
    address = reverse("monitor_office:run-new", args=["files"])
    form = client.get(f"{address}?from={run.pk}").context["form"]
    assert [form[f"{name}_text"].value() for name in ("recipe", "framework", "data")] == [
        RECIPE,
        FRAMEWORK,
        DATA,
    ]
    for nonsense in ("x", "-1", "9" * 40, ""):
        assert client.get(f"{address}?from={nonsense}").status_code == 200
    assert client.get(reverse("monitor_office:run-new", args=["nothing"])).status_code == 404


@pytest.fixture
def rates():
    """Two indicators in two domains for three places, one cell missing, one figure too late."""
    Framework.objects.filter(code="own").update(order=1)
    for code in ("AT", "BG", "RO"):
        Code.objects.create(dimension="REF_AREA", code=code, name=text(f"Land {code}"))
    for name, values in {
        "jobs": {"BG": {"2022": "50", "2023": "51"}, "AT": {"2023": "60"}, "RO": {"2020": "55"}},
        "homes": {"BG": {"2023": "7"}, "AT": {"2022": "5", "2026": "1"}, "RO": {}},
    }.items():
        row = indicator(name, domain=domain(f"d-{name}"), wish="up" if name == "jobs" else "down")
        for place, said in values.items():
            line = series(row, "headline" if place == "BG" else "peer", REF_AREA=place)
            figures(line, said)
    figures(series(indicator("neither", wish="none")), {"2023": "1"})
    figures(series(indicator("hidden", live=False)), {"2023": "1"})


OWN = {
    "title_bg": "Три страни",
    "recipe": "places-side-by-side",
    "draws": "100",
    "seed": "1",
    "indicators": ["jobs", "homes"],
    "places": ["BG", "AT", "RO"],
    "year": "2024",
    "not_before": "2015",
}


def own(**more):
    return OWN | {"framework": Framework.objects.get(code="own").pk} | more


def test_places_from_our_own_figures(client, unit, rates):
    offered = client.get(reverse("monitor_office:run-new", args=["places"])).context["form"]
    assert [code for code, _name in offered.fields["indicators"].choices] == ["homes", "jobs"]

    assert ask(client, "places", **own()).status_code == 302

    run = IndexRun.objects.get()
    assert run.data_csv == (
        "uCode,uName,jobs,homes\nBG,Land BG bg,51,7\nAT,Land AT bg,60,5\nRO,Land RO bg,55,\n"
    )
    assert run.framework_csv.splitlines()[1:] == [
        "1,jobs,Title of jobs bg,1,1,pillar-d-jobs,Indicator,PC,,",
        "1,homes,Title of homes bg,-1,1,pillar-d-homes,Indicator,PC,,",
        "2,pillar-d-jobs,D-Jobs bg,1,1,openness,Aggregate,,,",
        "2,pillar-d-homes,D-Homes bg,1,1,openness,Aggregate,,,",
        "3,openness,Openness,1,1,,Aggregate,,,",
    ]
    assert run.selection == {
        "kind": "places",
        "framework": "own",
        "indicators": ["jobs", "homes"],
        "places": ["BG", "AT", "RO"],
        "year": 2024,
        "not_before": 2015,
        "own": "BG",
        "periods": {
            "BG": {"jobs": "2023", "homes": "2023"},
            "AT": {"jobs": "2023", "homes": "2022"},
            "RO": {"jobs": "2020"},
        },
    }
    calculate_run(pk=run.pk)
    run.refresh_from_db()
    assert (run.state, [each["unit"] for each in run.outcome["dropped"]]) == ("done", ["RO"])


def test_figures_before_the_first_year_are_missing(client, unit, rates):
    assert ask(client, "places", **own(not_before="2023", places=["BG", "AT"])).status_code == 422
    assert ask(client, "places", **own(not_before="2021", places=["BG", "AT"])).status_code == 302


def test_one_place_over_the_years_needs_fixed_goalposts(client, unit, rates):
    said = own(place="BG", first="2022", last="2024", recipe="one-place-over-years")
    said["indicators"] = ["jobs"]

    without = ask(client, "years", **said)
    assert "no goalposts in the framework for jobs" in str(without.context["form"].errors)
    other = ask(client, "years", **said | {"recipe": "own", "recipe_text": RECIPE})
    assert list(other.context["form"].errors) == ["recipe"]
    for wrong in ("jobs 5", "jobs 5 1", "jobs x 2", "homes 1 2"):
        answer = ask(client, "years", **said | {"goalposts": wrong})
        assert list(answer.context["form"].errors) == ["goalposts"]

    assert ask(client, "years", **said | {"goalposts": "jobs 0 100"}).status_code == 302
    run = IndexRun.objects.get()
    assert run.data_csv == "uCode,uName,Time,jobs\nBG,Land BG bg,2022,50\nBG,Land BG bg,2023,51\n"
    calculate_run(pk=run.pk)
    run.refresh_from_db()
    assert [(each["time"], each["score"]) for each in run.outcome["units"]] == [
        ("2023", 51.49),
        ("2022", 50.5),
    ]


def test_natural_limits_are_goalposts(client, unit):
    row = indicator("jobs", domain=domain("d"))
    IndicatorVersion.objects.filter(indicator=row).update(lowest=0, highest=100)
    figures(series(row), {"2022": "50", "2023": "51"})
    said = own(place="BG", first="2022", last="2024", recipe="one-place-over-years")
    assert ask(client, "years", **said | {"indicators": ["jobs"]}).status_code == 302
    assert "Indicator,PC,0,100" in IndexRun.objects.get().framework_csv


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("places", {"not_before": "2025"}, "not_before"),
        ("places", {"places": []}, "places"),
        ("places", {"indicators": ["hidden"]}, "indicators"),
        ("places", {"indicators": ["neither"]}, "indicators"),
        ("years", {"place": "BG", "first": "2024", "last": "2024"}, "last"),
        ("years", {"place": "BG", "first": "1999", "last": "2000"}, "place"),
    ],
)
def test_choices_that_cannot_be_are_refused_at_their_field(client, unit, rates, kind, wrong, field):
    recipe = {"places": "places-side-by-side", "years": "one-place-over-years"}[kind]
    answer = ask(client, kind, **own(recipe=recipe) | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_an_indicator_without_a_place_in_the_framework_is_named(client, unit, rates):
    other = Framework.objects.create(code="other", name=text("Other"))
    answer = ask(client, "places", **own(framework=other.pk))
    assert list(answer.context["form"].errors) == ["indicators"]
    assert "Title of jobs" in str(answer.context["form"].errors["indicators"])


def test_who_may_what(client):
    run = calculated()
    address = reverse("monitor_office:run", args=[run.pk])
    client.force_login(officer("editor@example.org", Role.EDITOR))
    assert client.get(reverse("monitor_office:runs")).status_code == 200
    shown = client.get(address).content.decode()
    assert ('value="publish"' in shown, 'value="discard"' in shown) == (False, False)
    assert client.post(address, {"do": "publish"}).status_code in {302, 403}
    assert ask(client, **typed()).status_code in {302, 403}
    client.force_login(officer("owner@example.org", Role.MEASURE_OWNER))
    assert client.get(reverse("monitor_office:runs")).status_code in {302, 403}
    assert (IndexRun.objects.count(), IndexRun.objects.filter(is_public=True).count()) == (1, 0)


def test_the_list_takes_as_many_queries_for_many_runs_as_for_one(
    client, unit, django_assert_num_queries
):
    public()
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("monitor_office:runs"))
    for seed in range(3):
        asked(seed=seed)
    with django_assert_num_queries(len(one)):
        client.get(reverse("monitor_office:runs"))
