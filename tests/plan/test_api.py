"""The plan as open data: names and shapes that others build on."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.texts import languages
from opencity.plan.api import csv_text
from opencity.plan.enums import Rating
from opencity.plan.models import Measure
from tests.plan.factories import EvaluationFactory, edit

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def plan(client, sofia, db):
    return client.get("/api/v1/plan/").json()


def measure_of(plan: dict, code: str) -> dict:
    [found] = [row for row in plan["measures"] if row["code"] == code]
    return found


def test_plan_has_the_names_that_others_build_on(plan):
    assert set(plan) == {
        "code", "title", "subtitle", "version", "status", "published_on", "licence", "languages",
        "goals", "measures", "text_states",
    }  # fmt: skip
    assert plan["code"] == "sofia-open-city"
    assert plan["title"]["bg"] == "София – отворен град"
    assert plan["title"]["en"] == "Sofia – Open City"
    assert (plan["version"], plan["status"]) == (1, "consultation")
    assert (plan["published_on"], plan["licence"]) == ("2010-11-14", "CC BY 4.0")
    assert plan["languages"] == list(languages.codes())


def test_measure_has_the_names_that_others_build_on(plan):
    row = measure_of(plan, "A04")

    assert set(row) == {
        "code", "slug", "title", "summary", "what", "why", "spheres", "goals", "goals_origin",
        "status", "starts_on", "ends_on", "url", "text_states",
    }  # fmt: skip
    assert row["title"]["bg"].startswith("„Мултикултурна София“")
    assert set(row["title"]) == set(languages.codes())
    assert row["spheres"] == {
        "heading": ["leadership"],
        "marked": ["internationalisation", "integration"],
        "proposed": ["leadership", "integration", "internationalisation"],
    }
    assert (row["status"], row["starts_on"], row["ends_on"]) == ("no_evidence", None, None)
    assert row["goals_origin"] == "proposed"
    assert set(row["goals"]) <= {goal["code"] for goal in plan["goals"]}
    assert row["url"]["ar"] == f"{BASE}/ar/plan/measures/{row['slug']}/"


def test_measures_and_goals_stand_in_their_order(plan):
    assert [row["code"] for row in plan["measures"]] == [f"A{n:02}" for n in range(1, 18)]
    assert [row["code"] for row in plan["goals"]] == ["G1", "G2", "G3", "G4", "G5"]
    assert set(plan["goals"][0]) == {"code", "title", "text", "spheres_proposed", "url"}
    assert plan["goals"][0]["spheres_proposed"] == ["leadership", "integration"]


def test_addresses_in_the_data_answer(client, plan):
    rows = [*plan["goals"], *plan["measures"]]
    for url in [url for row in rows for url in (row["url"]["bg"], row["url"]["en"])]:
        assert (url, client.get(url.removeprefix(BASE)).status_code) == (url, 200)


def test_status_is_the_newest_public_finding(client, plan):
    measure = Measure.objects.get(code="A04")
    EvaluationFactory(measure=measure, rating=Rating.SUBSTANTIAL, found_on=date(2025, 2, 1))
    EvaluationFactory(measure=measure, rating=Rating.LIMITED, found_on=date(2025, 1, 1))
    EvaluationFactory(
        measure=measure, rating=Rating.COMPLETE, found_on=date(2025, 3, 1), live=False
    )

    assert measure_of(client.get("/api/v1/plan/").json(), "A04")["status"] == "substantial"


def test_published_change_is_in_the_data_at_once(client, plan):
    measure = Measure.objects.get(code="A04")
    edit(measure, summary={"bg": "Ново"}, starts_on=date(2026, 1, 1)).publish()

    row = measure_of(client.get("/api/v1/plan/").json(), "A04")
    assert (row["summary"], row["starts_on"]) == ({"bg": "Ново"}, "2026-01-01")


def test_csv_has_a_row_a_measure_and_a_column_a_language(client, plan):
    answer = client.get("/api/v1/plan/measures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert list(rows[0]) == [
        "code", "status", "heading", "marked", "proposed", "goals",
        "title_bg", "title_en", "title_uk", "title_ru", "title_tr", "title_ar",
        "summary_bg", "summary_en", "summary_uk", "summary_ru", "summary_tr", "summary_ar",
    ]  # fmt: skip
    assert [row["code"] for row in rows] == [f"A{n:02}" for n in range(1, 18)]
    assert rows[3]["marked"] == "internationalisation integration"
    assert rows[3]["title_ar"] == measure_of(plan, "A04")["title"]["ar"]


def one_row(title: str) -> dict:
    spheres = {"heading": ["integration"], "marked": [], "proposed": []}
    texts = {"title": {"bg": title}, "summary": {}}
    return {"code": "A01", "status": "limited", "spheres": spheres, "goals": [], **texts}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "\n="])
def test_no_cell_is_run_as_a_formula(start):
    formula = f'{start}HYPERLINK("https://example.org")'

    [_head, row] = csv.reader(io.StringIO(csv_text([one_row(formula)]), newline=""))

    assert row[6] == f"'{formula}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_csv_gives_back_any_text(title):
    [_head, row] = csv.reader(io.StringIO(csv_text([one_row(title)]), newline=""))

    assert row[6].removeprefix("'") == title.removeprefix("'")


def test_linked_data_is_a_work_whose_parts_are_the_measures(client, plan):
    answer = client.get("/api/v1/plan/plan.jsonld")
    data = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    assert data["@context"] == "https://schema.org"
    assert (data["@type"], data["@id"]) == (
        "CreativeWork",
        f"{BASE}/api/v1/plan/#sofia-open-city",
    )
    assert {"@value": "София – отворен град", "@language": "bg"} in data["name"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [part["identifier"] for part in data["hasPart"]] == [
        row["code"] for row in plan["measures"]
    ]
    assert data["hasPart"][3]["url"] == measure_of(plan, "A04")["url"]["bg"]
    assert data["hasPart"][3]["keywords"] == ["leadership", "integration", "internationalisation"]


def test_description_of_the_interface_names_the_plan(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/plan/", "/api/v1/plan/measures.csv", "/api/v1/search"} <= set(paths)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_data_is_read_only(client, method):
    assert getattr(client, method)("/api/v1/plan/").status_code == 405
