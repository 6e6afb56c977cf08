from __future__ import annotations

import pytest

from opencity.core.texts import TextState, attach_states, state_of, states
from opencity.core.texts.states import summarise
from opencity.plan.models import Goal


@pytest.fixture
def answers(monkeypatch):
    """What the translation app would answer, by the object's code."""
    found = {}
    monkeypatch.setattr(
        states, "provider", lambda rows, wanted: [found.get(row.code, {}) for row in rows]
    )
    return found


def goal(code="G1", **title):
    return Goal(code=code, title=title)


def test_attached_states_are_found_by_field_and_language(answers):
    answers["G1"] = {("title", "uk"): TextState.MACHINE}
    first, second = goal("G1"), goal("G2")

    attach_states([first, second])

    assert state_of(first, "title", "uk") == TextState.MACHINE
    assert state_of(first, "title", "en") == TextState.PLAIN
    assert state_of(second, "title", "uk") == TextState.PLAIN


def test_without_attached_states_every_text_is_plain():
    assert state_of(goal(), "title", "uk") == TextState.PLAIN


def test_without_a_provider_every_text_is_plain(monkeypatch):
    monkeypatch.setattr(states, "provider", None)
    row = goal()

    attach_states([row])

    assert state_of(row, "title", "uk") == TextState.PLAIN


def test_a_page_is_summarised_in_its_language(answers):
    answers["G1"] = {("title", "uk"): TextState.MACHINE, ("title", "en"): TextState.PLAIN}
    answers["G2"] = {("title", "uk"): TextState.OUTDATED}
    rows = [
        goal("G1", bg="Карта", en="Map", uk="Мапа"),
        goal("G2", bg="План", uk="План"),
        goal("G3", bg="Ден"),
        goal("G4"),
    ]
    attach_states(rows)

    assert summarise(rows, "uk") == {
        "plain": 0,
        "machine": 1,
        "outdated": 1,
        "missing": 1,
        "total": 3,
    }
    assert summarise(rows, "bg") == {
        "plain": 3,
        "machine": 0,
        "outdated": 0,
        "missing": 0,
        "total": 3,
    }


def test_page_in_the_source_language_asks_nobody(monkeypatch):
    monkeypatch.setattr(states, "provider", None)
    asked = []
    monkeypatch.setattr(
        states, "provider", lambda rows, wanted: asked.append(wanted) or [{} for _ in rows]
    )
    attach_states([Goal(code="G1")], ["bg"])
    attach_states([Goal(code="G1")], ["uk"])

    assert asked == [["uk"]]
