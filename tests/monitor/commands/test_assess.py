"""``opencity monitor assess`` works on a plain file, and says what is wrong with one."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

HEAD = "period,value"


@pytest.fixture
def judge(tmp_path, capsys):
    def run(*lines, head=HEAD, **options):
        file = tmp_path / "figures.csv"
        file.write_text("\n".join([head, *lines]), encoding="utf-8")
        call_command("monitor", "assess", str(file), **{"base": "2015", **options})
        return json.loads(capsys.readouterr().out)

    return run


def test_prints_what_every_method_says(judge):
    found = judge("2015,44.8", "2024,50.9", target=60.0, target_year="2030", direction="up")

    assert {
        name: (answer["class"], answer["ratio"], answer["score"])
        for name, answer in found["methods"].items()
    } == {
        "eurostat": ("significant_progress", None, None),
        "eurostat_target": ("moderate_progress", 0.7263530996, None),
        "open_sdg": ("moderate_progress", 0.7263530996, 0.9025675551),
        "distance_to_target": ("moderate_progress", 0.6688596491, 40.1315789474),
    }
    eurostat = found["methods"]["eurostat_target"]
    assert eurostat["observed_percent_per_year"] == 1.4284933197
    assert eurostat["required_percent_per_year"] == 1.9666651391
    assert (found["standing"], found["cautions"]) == ("cannot_be_assessed", ["few_figures"])


def test_reads_quarters_flags_intervals_and_nationals(judge):
    found = judge(
        "2015-Q1,50,45,55,u,60",
        "2015-Q2,:,,,,61",
        "2024-Q1,51,46,56,bu,62",
        head="period,value,low,high,flags,reference",
        base="2015-Q1",
    )

    assert found["breaks"] == ["2024-Q1"]
    assert found["cautions"] == [
        "depends_on_chance",
        "break_between",
        "low_reliability",
        "few_figures",
    ]
    assert found["gap"]["points"] == {"2015-Q1": -10.0, "2024-Q1": -11.0}


@pytest.mark.parametrize(
    ("lines", "head", "complaint"),
    [
        (["2015,x"], HEAD, "line 2, value: “x” is no number such as 44.8"),
        (["2015,nan"], HEAD, "line 2, value: “nan” is no number such as 44.8"),
        (["2015,1", "twenty,2"], HEAD, "line 3, period: “twenty” is no period"),
        (["2015-Q5,1"], HEAD, "line 2, period: “2015-Q5” has no part 5"),
        (["2015,1", "2015,2"], HEAD, "the period 2015 stands twice"),
        (["2015"], HEAD, "line 2: 2 columns are expected"),
        (["2015,1,2"], HEAD, "line 2: 2 columns are expected"),
        (["2015,1"], "year,value", "line 1: the column “period” is missing"),
        (["2015,1,x"], "period,value,flags", "line 2, flags: “X” is none of B, P, E"),
        (["2015,1,2,3"], "period,value,low,high", "line 2: the value lies outside of low and high"),
    ],
)
def test_a_mistake_is_named_with_its_place(judge, lines, head, complaint):
    with pytest.raises(CommandError) as refusal:
        judge(*lines, head=head)
    assert complaint in str(refusal.value)


def test_options_are_named(judge, tmp_path):
    with pytest.raises(CommandError, match="belong together"):
        judge("2015,1", "2020,2", target=3.0)
    with pytest.raises(CommandError, match="“soon” is no period"):
        judge("2015,1", "2020,2", base="soon")
    with pytest.raises(CommandError, match="nowhere.csv"):
        call_command("monitor", "assess", str(tmp_path / "nowhere.csv"), base="2015")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "figures.csv"
    file.write_bytes(b"period,value\n2015,\xff\n")

    with pytest.raises(CommandError, match="figures.csv"):
        call_command("monitor", "assess", str(file), base="2015")


def test_a_month_is_called_as_the_file_calls_it(judge):
    found = judge(*(f"{2015 + n}-04,{40 + n}" for n in range(8)), base="2015-04")

    assert (found["base"]["period"], found["last"]["period"]) == ("2015-04", "2022-04")
    assert "2016-04" in found["methods"]["eurostat"]["base_years"]["classes"]
