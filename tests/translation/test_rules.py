from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.texts import TextState, text_hash
from opencity.translation.enums import Origin, Standing
from opencity.translation.rules import Known, reader_state, standing, standings

words = st.text(min_size=1).filter(lambda text: text_hash(text) != "")
origins = st.sampled_from(Origin.values)


def known(source, origin=Origin.HUMAN, reviewed=False):
    return Known(text_hash(source), origin, reviewed)


@given(words, words, words, origins)
def test_a_review_never_outlives_its_source(before, after, text, origin):
    found = standing(after, text, [known(before, origin, reviewed=True)])

    same = text_hash(before) == text_hash(after)
    assert found == (Standing.REVIEWED if same else Standing.OUTDATED)


@given(words, st.lists(st.builds(Known, words.map(text_hash), origins, st.booleans())))
def test_no_text_is_missing_whatever_is_known(source, records):
    assert standing(source, "", records) == Standing.MISSING


@given(words, words)
def test_white_space_alone_makes_nothing_outdated(source, text):
    assert standing(f"  {source}\r\n", text, [known(source, Origin.MACHINE)]) == Standing.MACHINE


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], Standing.UNREVIEWED),
        ([known("S", Origin.MACHINE)], Standing.MACHINE),
        ([known("S", Origin.IMPORTED)], Standing.UNREVIEWED),
        ([known("S", Origin.MACHINE), known("S", Origin.HUMAN)], Standing.UNREVIEWED),
        ([known("S", Origin.MACHINE, reviewed=True)], Standing.REVIEWED),
        ([known("older", reviewed=True), known("S")], Standing.UNREVIEWED),
        ([known("older"), known("oldest", reviewed=True)], Standing.OUTDATED),
    ],
)
def test_standing_by_what_is_known(records, expected):
    assert standing("S", "T", records) == expected


def test_standings_of_all_wanted_languages_but_the_source():
    texts = {"bg": "Карта", "en": "Map", "uk": "Мапа"}
    records = {("uk", text_hash("Мапа")): [known("Карта", Origin.MACHINE)]}

    found = dict(standings(texts, "bg", ["bg", "en", "uk", "tr"], records))

    assert found == {
        "en": Standing.UNREVIEWED,
        "uk": Standing.MACHINE,
        "tr": Standing.MISSING,
    }


def test_without_a_source_there_is_nothing_to_translate():
    assert list(standings({"en": "Map"}, "bg", ["en", "uk"], {})) == []


def test_readers_are_told_of_every_state_but_a_persons_translation():
    assert {each: reader_state(each) for each in Standing} == {
        Standing.MISSING: TextState.MISSING,
        Standing.OUTDATED: TextState.OUTDATED,
        Standing.MACHINE: TextState.MACHINE,
        Standing.UNREVIEWED: TextState.PLAIN,
        Standing.REVIEWED: TextState.PLAIN,
    }
