from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from opencity.core.texts import Text, TextState, states
from opencity.plan.models import Goal

HOSTILE = "<script>x</script>"


def render(source, language="uk", **context):
    with translation.override(language):
        return Template("{% load texts %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def state(monkeypatch):
    monkeypatch.setattr(states, "provider", None)

    def answer(value):
        monkeypatch.setattr(
            states, "provider", lambda rows, wanted: [{("title", "uk"): value} for _row in rows]
        )

    return answer


def goal(**title):
    row = Goal(title=title)
    states.attach_states([row])
    return row


def test_a_text_in_the_pages_language_stands_bare():
    assert render("{% text goal 'title' %}", goal=goal(uk="Мапа")) == "Мапа"


def test_a_fallback_names_its_language():
    assert render("{% text goal 'title' %}", goal=goal(bg="Карта"), language="en") == (
        '<span class="piece piece--plain" lang="bg" dir="ltr">Карта</span>'
        ' <small class="piece-note">(in Български)</small>'
    )


def test_in_lists_a_fallback_is_marked_without_a_note():
    found = render("{% text goal 'title' note=False %}", goal=goal(ar="خريطة"))

    assert found == '<span class="piece piece--plain" lang="ar" dir="rtl">خريطة</span>'


def test_an_outdated_text_says_so(state):
    state(TextState.OUTDATED)

    found = render("{% text goal 'title' %}", goal=goal(uk="Мапа"))

    assert 'class="piece piece--outdated" lang="uk"' in found
    assert '<small class="piece-note">(' in found


def test_a_machine_made_text_is_marked(state):
    state(TextState.MACHINE)

    assert 'class="piece piece--machine" lang="uk"' in render(
        "{% text goal 'title' %}", goal=goal(uk="Мапа")
    )


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize(
    "source", ["{% text goal 'title' %}", "{% piece goal.title %}", "{{ goal.title|plain }}"]
)
def test_hostile_text_is_escaped(source, language):
    assert "<script" not in render(source, language, goal=goal(uk=HOSTILE))


def test_rich_text_keeps_its_markup_and_nothing_that_runs(monkeypatch):
    monkeypatch.setattr(Goal._meta.get_field("title"), "rich", True)

    found = render("{% text goal 'title' %}", goal=goal(uk=f"<p>Так</p>{HOSTILE}"))

    assert found == '<div class="piece piece--plain" lang="uk" dir="ltr"><p>Так</p></div>'


def test_a_loose_piece_is_marked_when_it_falls_back():
    assert render("{% piece value %}", value={"ar": "خريطة"}) == (
        '<span class="piece" lang="ar" dir="rtl">خريطة</span>'
    )
    assert render("{% piece value %}", value={"uk": "Мапа"}) == "Мапа"


def test_plain_is_the_bare_words():
    assert render("{{ value|plain }}", value={"uk": "<p>Так &amp; ні</p>"}) == "Так &amp; ні"
    assert render("{{ value|plain }}", value=None) == ""


def test_languages_have_their_own_names():
    assert render("{{ 'ar'|language_name }} {{ 'xx'|language_name }}") == "العربية xx"


def test_texts_are_told_from_other_fields():
    assert render("{{ a|is_text }} {{ b|is_text }}", a=Text(), b=Goal._meta.get_field("code")) == (
        "True False"
    )
