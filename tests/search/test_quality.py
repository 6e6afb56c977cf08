"""How well people find what they mean, over Sofia's real content.

The limits lie a little under what was measured, so that a change for the worse is noticed;
``python -m tests.search.quality`` says more.
"""

from __future__ import annotations

import pytest

from opencity.search.finding import find
from opencity.search.interpretation import Fix
from tests.search.catalogue import LANGUAGES, Catalogue, queries
from tests.search.quality import answers, catalogue, share

HALVES = ("tuned", "held")


def test_the_set_is_large_enough_to_say_something():
    every = [asked for half in HALVES for asked in queries(half)]
    assert len([asked for asked in every if asked.wanted]) >= 300
    assert len([asked for asked in every if not asked.wanted]) >= 40
    assert {asked.language for asked in every} == set(LANGUAGES)
    assert len({asked.kind for asked in every}) == 14


@pytest.mark.parametrize("half", HALVES)
def test_the_right_document_is_among_the_first_three(half):
    assert share(answers(half), 3) >= 0.93


@pytest.mark.parametrize("half", HALVES)
def test_the_right_document_is_mostly_the_first(half):
    assert share(answers(half), 1) >= 0.8


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_served(half, language):
    found = [answer for answer in answers(half) if answer.asked.language == language]
    assert share(found, 3) >= 0.87


@pytest.mark.parametrize("half", HALVES)
def test_services_that_are_not_translated_are_found(half):
    found = [answer for answer in answers(half) if answer.asked.kind == "untranslated"]
    assert share(found, 3) >= 0.9


@pytest.mark.parametrize("half", HALVES)
def test_most_good_queries_are_answered_with_confidence(half):
    sure = [answer.confident for answer in answers(half) if answer.asked.wanted]
    assert sum(sure) / len(sure) >= 0.9


@pytest.mark.parametrize("half", HALVES)
def test_nonsense_is_never_answered_with_confidence(half):
    nonsense = [answer for answer in answers(half) if not answer.asked.wanted]
    assert [answer.asked.text for answer in nonsense if answer.confident] == []


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "\ud800", "🙂", "how do I get this"])
def test_what_holds_no_question_finds_nothing_to_be_sure_of(text):
    assert not find(catalogue().snapshot, text, "en").confident


def test_a_doubtful_word_is_corrected_by_the_words_of_the_index():
    found = find(catalogue().snapshot, "vsia", "en")
    assert found.fixes == {0: Fix("visa", 1)}
    assert "S03" in catalogue().codes(found.best()[:3])


def test_a_wrong_keyboard_layout_is_noticed():
    found = find(catalogue().snapshot, "dfrcbyfwbz", "ru")
    assert found.retyped == "ваксинация"
    assert catalogue().codes(found.best()[:1]) == ["S29"]


def test_a_result_does_not_depend_on_when_it_was_asked():
    found = find(catalogue().snapshot, "синя карта", "bg")
    again = find(Catalogue().snapshot, "синя карта", "bg")
    assert found.scores.tolist() == again.scores.tolist()
