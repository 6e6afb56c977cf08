from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from opencity.search.highlights import SNIPPET_LENGTH, Marker, Segment


def marked(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments if segment.marked]


def test_words_are_marked_in_any_spelling_and_form():
    text = "Културните посредници в София; културен център. S.O.F.I.A."
    found = Marker(["културни", "софия"]).segments(text)
    assert marked(found) == ["Културните", "София", "културен"]
    assert "".join(segment.text for segment in found) == text


def test_a_snippet_shows_where_most_of_the_query_stands():
    filler = "Нищо особено не се казва тук. " * 20
    body = f"{filler}Тук се говори за синя карта на ЕС. {filler}"
    snippet = Marker(["синя", "карта"]).snippet(body)
    assert marked(snippet) == ["синя", "карта"]
    assert snippet[0].text == "… Тук се говори за "
    assert snippet[-1].text.endswith(" …")


def test_a_short_text_is_shown_whole():
    assert Marker(["x"]).snippet("Кратко.") == [Segment("Кратко.")]


@given(st.text(), st.lists(st.text(min_size=1, max_size=5)))
def test_marking_any_text_loses_and_adds_nothing(text, wanted):
    assert "".join(segment.text for segment in Marker(wanted).segments(text)) == text


@given(st.text(max_size=1000), st.lists(st.text(min_size=1, max_size=5)))
def test_a_snippet_of_any_text_is_short(text, wanted):
    snippet = Marker(wanted).snippet(text)
    assert sum(len(segment.text) for segment in snippet) <= SNIPPET_LENGTH + 4
