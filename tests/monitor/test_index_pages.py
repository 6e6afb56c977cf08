"""The index's pages: no rank without its interval, and everything to repeat it."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from opencity.monitor.actions import withdraw_run
from opencity.monitor.commands import index
from opencity.monitor.models import Code
from tests.monitor.commands.test_index import options
from tests.monitor.factories import figures, indicator, series, text
from tests.monitor.index.small import DATA, FRAMEWORK, RECIPE
from tests.monitor.runs import INPUTS, asked, calculated, public

pytestmark = pytest.mark.django_db

API = "/api/v1/monitor/index-runs"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    monkeypatch.setattr("opencity.monitor.charts.store.order", lambda *args, **kwargs: None)


def page(client, path="", language="en"):
    answer = client.get(f"/{language}/monitor/index/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def plain(markup):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_without_a_public_run_the_page_says_what_is_lacking(client):
    calculated()
    asked(seed=8)
    row = indicator("jobs")
    for place in ("BG", "AT", "RO"):
        figures(series(row, "headline" if place == "BG" else "peer", REF_AREA=place), {"2024": "1"})
    figures(series(indicator("homes")), {"2024": "1"})

    found = plain(page(client))

    assert "No index has been calculated for this city yet." in found
    assert "The monitor has 2 indicators with figures of which more or less is better." in found
    assert ("Title of jobs" in found, "Title of homes" in found) == (True, False)
    assert "Alba" not in found


def test_the_answer_comes_first_and_no_rank_without_its_interval(client):
    run = public()
    units = {unit["code"]: unit for unit in run.outcome["units"]}
    bela = units["B"]

    found = plain(page(client, "?unit=B"))

    said = f"nine of ten ways of counting give a rank from {bela['rank_low']} to "
    assert f"Bela is at rank 3 of 3; {said}{bela['rank_high']}." in found
    for unit in units.values():
        assert f"{unit['rank']} ({unit['rank_low']}–{unit['rank_high']})" in found
    assert found.index("Bela is at rank") < found.index("Ranks with their intervals")


def test_profile_sensitivities_what_if_and_recipe_are_told(client):
    run = public()
    found = plain(page(client, "?unit=C"))

    for words in (
        "Profile: Cora",
        "People",
        "Trade",
        "What the ranks hang on",
        "weights a little higher or lower",
        "What if a pillar were not there?",
        "each up to 20 % higher or lower",
        "from the worst figure there is to the best one, as 0 to 100",
        "arithmetic mean: a strength makes up for a weakness",
        "--draws 100 --seed 7",
        run.hash,
        "To quote this",
    ):
        assert words in found, words


def test_a_place_that_is_none_shows_the_first_one(client):
    public()
    assert "Profile: Alba" in plain(page(client, "?unit=%00nobody"))


def test_the_newest_run_stands_first_and_earlier_ones_stay_readable(client):
    first, second = public(), public(seed=8, title=text("Anew"))

    newest, earlier = page(client), page(client, f"{first.pk}/")

    assert (f"/en/monitor/index/{first.pk}/" in newest, "Anew" in newest) == (True, True)
    assert ("This is an earlier run." in earlier, "--seed 7" in earlier) == (True, True)
    assert "This is an earlier run." not in page(client, f"{second.pk}/")
    assert first.get_absolute_url().endswith(f"/monitor/index/{first.pk}/")


def test_what_is_not_public_is_seen_nowhere(client):
    waiting, run = asked(seed=9, title=text("Hidden")), calculated(title=text("Hidden"))
    gone = public(seed=8, title=text("Hidden"))
    withdraw_run(actor=None, run=gone, reason="Wrong.")

    for row in (waiting, run, gone):
        assert client.get(f"/en/monitor/index/{row.pk}/").status_code == 404
        assert client.get(f"{API}/{row.pk}").status_code == 404
        assert client.get(f"{API}/{row.pk}/data.csv").status_code == 404
    assert client.get(f"/en/monitor/index/{'9' * 30}/").status_code == 404
    assert client.get(f"{API}/{'9' * 30}").status_code == 404
    assert client.get(API).json() == {"count": 0, "runs": []}
    assert "Hidden" not in page(client)


def test_names_are_in_the_readers_language_for_our_own_figures(client):
    Code.objects.create(dimension="REF_AREA", code="A", name={"bg": "Алба", "en": "Alba land"})
    indicator("Visas")
    public(selection={"kind": "places", "own": "A", "not_before": 2015, "year": 2024,
                      "places": ["A"], "indicators": ["Visas"], "framework": "own",
                      "periods": {"A": {"Visas": "2023"}}})  # fmt: skip

    english, bulgarian = plain(page(client)), plain(page(client, language="bg"))

    assert ("Profile: Alba land" in english, "Алба" in bulgarian) == (True, True)
    assert "the latest figure from 2015 to 2024" in english
    assert "2023" in english


def test_years_of_one_place(client):
    posts = FRAMEWORK.replace("Denominator\n", "Denominator,goalpost_lower,goalpost_upper\n", 1)
    lines = posts.splitlines()
    lines[1:] = [f"{line},0,100" if line.startswith("1,") else f"{line},," for line in lines[1:]]
    periods = DATA.replace("uName,", "uName,Time,").replace("A,Alba", "A,Alba,2020")
    periods = periods.replace("B,Bela", "A,Alba,2021").replace("C,Cora", "A,Alba,2022")
    public(
        framework="\n".join(lines),
        data=periods,
        recipe="compare: periods\n" + RECIPE.replace("min-max", "goalposts"),
    )

    found = plain(page(client))

    assert "Among 3 years 2022 is at rank" in found
    assert "Profile: 2022" in found
    assert "Among 3 years 2020 is at rank" in plain(page(client, "?unit=A+2020"))


def test_anybody_can_repeat_a_run_from_its_files(client, tmp_path, capsys):
    run = public()
    paths = {}
    for name in ("data.csv", "framework.csv", "recipe.yaml"):
        answer = client.get(f"{API}/{run.pk}/{name}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        path = tmp_path / name
        path.write_bytes(answer.content)
        paths[path.stem] = path

    given = options(paths, "--draws", str(run.draws), "--seed", str(run.seed))
    assert index.run(given) == 0

    printed = json.loads(capsys.readouterr().out)
    assert printed == run.outcome
    assert client.get(f"{API}/{run.pk}/outcome.json").json() == printed
    rows = client.get(f"{API}/{run.pk}/outcome.csv").content.decode().splitlines()
    assert rows[0].startswith("unit,name,time,aggregate,score,rank,rank_low")
    assert len(rows) == 1 + 3 * 3


def test_runs_as_open_data(client):
    run = public()

    listed, one = client.get(API), client.get(f"{API}/{run.pk}").json()

    (first,) = listed.json()["runs"]
    assert (first["id"], first["hash"], first["seed"]) == (run.pk, run.hash, 7)
    assert first["files"]["data.csv"] == f"{API}/{run.pk}/data.csv"
    assert {name: one[name] for name in INPUTS} == INPUTS
    assert one["outcome"] == run.outcome
    assert client.get(f"{API}/{run.pk}/secret.txt").status_code == 404
    assert client.get(f"{API}/").json() == listed.json()
    for nonsense in ("-1", "0", "x"):
        answer = client.get(f"{API}/{nonsense}")
        assert (answer.status_code, "detail" in answer.json()) == (422, True)
    assert listed.headers["Surrogate-Key"] == "monitor texts"


def test_pages_take_as_many_queries_for_many_as_for_few_and_at_most_eight(
    client, django_assert_max_num_queries
):
    public(selection={"kind": "years", "place": "A", "first": 1, "last": 2})
    rows = "".join(f"U{number},U,east,,10,{number},{number},2,3\n" for number in range(60))
    newest = public(data=DATA + rows, selection={"kind": "years", "place": "A", "first": 1,
                                                 "last": 2})  # fmt: skip
    for path in ("", f"{newest.pk}/", "?unit=U7"):
        with django_assert_max_num_queries(8):
            page(client, path)


def test_the_menu_of_the_office_leads_to_the_runs():
    assert reverse("monitor_office:runs") == "/office/figures/index/"
