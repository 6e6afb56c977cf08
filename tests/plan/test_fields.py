from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.fields import SourceLinesField, validate_sources
from opencity.plan.models import Development, Measure

DATE = Development._meta.get_field("date")


@pytest.mark.parametrize("value", ["2018", "2021-09", "2021-09-17", "2021-12-31"])
def test_date_is_as_exact_as_it_is_known(value):
    assert DATE.clean(value, None) == value


@pytest.mark.parametrize(
    "value", ["21", "2021-13", "2021-00", "2021-1", "2021-09-32", "2021-09-00", "soon", "2021-09\n"]
)
def test_date_that_is_none_is_refused(value):
    with pytest.raises(ValidationError):
        DATE.clean(value, None)


@pytest.mark.parametrize("value", ["leadership", {}, ["centre"], ["integration", "integration"]])
def test_spheres_are_a_list_of_different_codes(value):
    with pytest.raises(ValidationError):
        Measure._meta.get_field("spheres_proposed").clean(value, None)


def test_spheres_are_chosen_by_boxes():
    field = Measure._meta.get_field("spheres_proposed").formfield()

    assert field.clean(["integration", "leadership"]) == ["integration", "leadership"]
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["centre"])


def test_sources_are_written_a_line_each():
    field = SourceLinesField(required=False)
    kept = [
        {"title": "Вестник | брой 3", "address": "https://example.org/a"},
        {"title": "Протокол", "address": ""},
    ]
    lines = "Вестник\nПротокол | https://example.org/a\n\n"

    assert field.clean(lines) == [
        {"title": "Вестник", "address": ""},
        {"title": "Протокол", "address": "https://example.org/a"},
    ]
    assert field.clean("") == []
    assert field.clean(field.prepare_value(kept[1:])) == kept[1:]
    assert not field.has_changed(kept[1:], field.prepare_value(kept[1:]))
    assert field.has_changed(kept[1:], lines)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b/", "x"])
def test_source_leads_to_the_web_or_nowhere(address):
    with pytest.raises(ValidationError):
        SourceLinesField().clean(f"Вестник | {address}")
    with pytest.raises(ValidationError):
        validate_sources([{"title": "Вестник", "address": address}])


@pytest.mark.parametrize("value", ["x", {}, ["x"], [{"title": "x"}], [{"address": ""}]])
def test_sources_are_a_list_of_titles_with_addresses(value):
    with pytest.raises(ValidationError):
        validate_sources(value)


@given(st.text())
def test_any_lines_are_sources_or_a_named_error(text):
    try:
        found = SourceLinesField(required=False).clean(text)
    except ValidationError as error:
        found = error.messages
    assert isinstance(found, list)
