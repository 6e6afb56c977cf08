from __future__ import annotations

import argparse
import json

import pytest

from opencity.monitor.commands import index
from tests.monitor.index.small import DATA, FRAMEWORK, RECIPE, write


@pytest.fixture
def files(tmp_path) -> dict[str, object]:
    return {
        "data": write(tmp_path, "data.csv", DATA),
        "framework": write(tmp_path, "framework.csv", FRAMEWORK),
        "recipe": write(tmp_path, "recipe.yaml", RECIPE),
    }


def options(files, *more) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    index.add_arguments(parser)
    given = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    return vars(parser.parse_args([*given, *more]))


def test_an_index_is_printed_as_json(files, capsys):
    assert index.run(options(files, "--draws", "100", "--seed", "7")) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert (found["draws"], found["seed"], printed.err) == (100, 7, "")
    assert [(unit["code"], unit["rank"]) for unit in found["units"]] == [
        ("A", 1),
        ("C", 2),
        ("B", 3),
    ]


def test_draws_and_seed_have_defaults(files):
    assert (options(files)["draws"], options(files)["seed"]) == (10_000, 1)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("data", DATA.replace("B,Bela", "A,Bela"), "data.csv:3: uCode: A stands "),
        ("framework", "x\n", "framework.csv:1: Level: this column is missing\n"),
        ("recipe", RECIPE.replace("min-max", "max"), "recipe.yaml:3: normalise: is one of: "),
        ("recipe", RECIPE.replace("arithmetic", "geometric"), "aggregate: a geometric mean needs "),
    ],
)
def test_mistakes_go_to_the_error_output_and_nothing_is_printed(
    files, tmp_path, capsys, name, text, told
):
    write(tmp_path, files[name].name, text)
    assert index.run(options(files)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(told)


def test_a_file_that_is_not_there_is_a_mistake(files, tmp_path, capsys):
    assert index.run({**options(files), "recipe": tmp_path / "none.yaml"}) == 1
    assert capsys.readouterr().err == "none.yaml: cannot be read: No such file or directory\n"


@pytest.mark.parametrize("more", [("--draws", "19"), ("--draws", "1e3"), ("--seed", "-1")])
def test_numbers_out_of_bounds_are_refused(files, more, capsys):
    with pytest.raises(SystemExit):
        options(files, *more)
    assert "a whole number from" in capsys.readouterr().err


def test_periods_of_one_city_are_compared_by_fixed_goalposts(files, tmp_path, capsys):
    posts = FRAMEWORK.replace("Denominator\n", "Denominator,goalpost_lower,goalpost_upper\n", 1)
    lines = posts.splitlines()
    lines[1:] = [f"{line},0,100" if line.startswith("1,") else f"{line},," for line in lines[1:]]
    write(tmp_path, "framework.csv", "\n".join(lines))
    periods = DATA.replace("uName,", "uName,Time,").replace("A,Alba", "A,Alba,2020")
    periods = periods.replace("B,Bela", "A,Alba,2021").replace("C,Cora", "A,Alba,2022")
    write(tmp_path, "data.csv", periods)
    write(tmp_path, "recipe.yaml", "compare: periods\n" + RECIPE.replace("min-max", "goalposts"))
    assert index.run(options(files, "--draws", "100")) == 0
    found = json.loads(capsys.readouterr().out)
    assert sorted(unit["time"] for unit in found["units"]) == ["2020", "2021", "2022"]
