from __future__ import annotations

import pytest

from opencity.monitor.index.framework import Node, read_framework
from opencity.monitor.index.mistakes import InputRefused
from tests.monitor.index.small import FRAMEWORK, HEADER, framework, write


def read(tmp_path, text=FRAMEWORK):
    return read_framework(write(tmp_path, "framework.csv", text))


def reasons(tmp_path, old, new) -> list[str]:
    assert old in FRAMEWORK
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, FRAMEWORK.replace(old, new, 1))
    return list(map(str, refused.value.mistakes))


def test_nodes_come_level_by_level_and_the_index_last(tmp_path):
    lines = FRAMEWORK.splitlines()
    found = read(tmp_path, "\n".join([lines[0], *reversed(lines[1:])]))
    assert [node.level for node in found.nodes] == [1, 1, 1, 1, 2, 2, 3]
    assert found.top.code == "Openness"


def test_everything_is_read(tmp_path):
    found = read(tmp_path)
    assert found.nodes[0] == Node("Visas", "Visas", 1, "People", 1.0, denominator="Population")
    assert found.nodes[1].direction == -1
    assert [node.code for node in found.children["People"]] == ["Visas", "Wait", "Events"]
    assert (found.denominators, found.groups, found.others) == (
        ("Population",),
        ("Region",),
        ("Note",),
    )


def test_levels_may_be_written_as_r_writes_them(tmp_path):
    assert read(tmp_path, FRAMEWORK.replace("\n1,", "\n1.0,")).nodes == read(tmp_path).nodes


def test_goalposts_and_target_are_read(tmp_path):
    text = f"{HEADER},Target,goalpost_lower,goalpost_upper\n1,I,I,-1,1,X,Indicator,3,0,10\n"
    found = read(tmp_path, f"{text}2,X,X,1,1,,Aggregate,,,\n")
    assert (found.nodes[0].target, found.nodes[0].goalposts) == (3.0, (0.0, 10.0))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1,Wait,", "1,Visas,", "3: iCode: Visas stands there twice"),
        ("1,Wait,", "1,,", "3: iCode: is empty"),
        ("1,Wait,", "1,uName,", "3: iCode: uName is the name of a column of units"),
        ("1,Wait,", "2,Wait,", "3: Level: is 1 for an indicator"),
        ("\n2,People,", "\n2.5,People,", "6: Level: is a whole number from 2 for an aggregate"),
        ("waiting,-1", "waiting,0", "3: Direction: is 1 (more is better) or -1 (less is better)"),
        ("Events,1,2", "Events,1,-2", "4: Weight: is a number that is not below 0"),
        ("Events,1,2", "Events,1,", "4: Weight: is a number that is not below 0"),
        (
            "Indicator,Population",
            "Indicator,Area",
            "2: Denominator: Area is not a row of type Denominator",
        ),
        (
            "1,Trade,Indicator",
            "1,Tirade,Indicator",
            "5: Parent: Tirade is not a row of type Aggregate",
        ),
        (
            "1,Trade,Indicator",
            "1,Openness,Indicator",
            "5: Parent: Openness does not stand on level 2",
        ),
        ("1,Trade,Indicator", "1,People,Indicator", "7: iCode: nothing has Trade as its parent"),
        ("Goods,1,1", "Goods,1,0", "7: Weight: what is below Trade has no weight at all"),
        ("\n3,Openness,", "\n2,Openness,", "6: Parent: Openness does not stand on level 3"),
        (
            "1,1,Openness,Agg",
            "1,1,,Agg",
            " Parent: only the index itself has no parent; found Trade (line 7), Openness (line 8)",
        ),
        (
            ",,,,Other",
            ",,,,Bother",
            "11: Type: is 'Bother', not one of Indicator, Aggregate, Group, Denominator, Other",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, old, new, told):
    assert f"framework.csv:{told}" in reasons(tmp_path, old, new)


def test_all_mistakes_are_told_at_once(tmp_path):
    assert len(reasons(tmp_path, "1,Wait,Days of waiting,-1,1", "2,Wait,Days of waiting,2,x")) == 3


@pytest.mark.parametrize(
    ("posts", "told"),
    [
        ("10,0", "goalpost_upper: is above goalpost_lower, whatever the direction"),
        ("10,", "goalpost_lower: has one goalpost; give both or none"),
    ],
)
def test_goalposts_make_sense(tmp_path, posts, told):
    text = f"{HEADER},goalpost_lower,goalpost_upper\n1,I,I,1,1,X,Indicator,{posts}\n"
    with pytest.raises(InputRefused, match=f"framework.csv:2: {told}"):
        read(tmp_path, f"{text}2,X,X,1,1,,Aggregate,,\n")


def test_without_a_pillar_all_below_it_is_gone():
    assert [node.code for node in framework().without("People").nodes] == [
        "Goods",
        "Trade",
        "Openness",
    ]


def test_without_its_only_indicator_a_pillar_is_gone():
    assert "Trade" not in framework().without("Goods").place


@pytest.mark.parametrize("code", ["Openness"])
def test_without_the_index_nothing_is_left(code):
    assert framework().without(code) is None


def test_what_has_no_weight_holds_nothing_up():
    assert framework(weight=0.0).without("Trade") is None
