from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from opencity.core.texts import Text, text_fields
from opencity.core.texts.forms import TextFormField
from opencity.plan.models import Goal


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_what_is_stored_is_trimmed_ordered_and_not_empty():
    value = {"tr": " Harita ", "bg": "Карта", "en": "  ", "ar": None}

    stored = Text().cleaned(value)

    assert list(stored.items()) == [("bg", "Карта"), ("tr", "Harita")]
    assert Text().cleaned(None) == {}


def test_rich_text_is_sanitised_and_plain_text_kept_as_it_is():
    markup = '<p onclick="x()">Да<script>x</script></p>'

    assert Text(rich=True).cleaned({"bg": markup}) == {"bg": "<p>Да</p>"}
    assert Text().cleaned({"bg": markup}) == {"bg": markup}


def messages(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value, None)
    return caught.value.messages


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"en": "Map"}, "Write this text in Български."),
        ({"bg": "  "}, "Write this text in Български."),
        ({"bg": "Карта", "de": "Karte"}, "“de” is not a language of this site."),
        ({"bg": ["Карта"]}, "This must be a text in one or more languages."),
        (
            {"bg": "Град", "en": "A map"},
            "The English text has 5 characters; 4 are allowed.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_the_remedy(value, message):
    limit = 4 if "are allowed" in message else None

    assert messages(Text(max_length=limit), value) == [message]


def test_what_is_no_text_at_all_is_refused():
    assert messages(Text(), ["Карта"]) == ["This must be a text in one or more languages."]


def test_an_optional_text_may_lack_its_source():
    assert Text(blank=True).clean({"en": "Map"}, None) == {"en": "Map"}


def test_migrations_can_make_the_field_again():
    field = Text("title", rich=True, max_length=9, blank=True)

    _name, path, args, kwargs = field.deconstruct()
    again = Text(*args, **kwargs)

    assert path == "opencity.core.texts.fields.Text"
    assert (again.rich, again.text_length, again.blank) == (True, 9, True)


def test_text_fields_of_a_model_and_of_an_object():
    assert [field.name for field in text_fields(Goal)] == ["title", "text"]
    assert [field.name for field in text_fields(Goal())] == ["title", "text"]


def test_the_form_takes_one_box_a_language():
    field = TextFormField(label="Title", text_length=10)

    assert field.clean([" Карта ", "", "", "", "Harita", ""]) == {"bg": "Карта", "tr": "Harita"}
    with pytest.raises(ValidationError, match="Write this text in Български."):
        field.clean(["", "Map", "", "", "", ""])
    with pytest.raises(ValidationError, match="10"):
        field.clean(["x" * 11, "", "", "", "", ""])


def test_the_form_notices_changes_by_language():
    field = TextFormField()

    assert not field.has_changed({"bg": "Карта"}, ["Карта", "", "", "", "", ""])
    assert field.has_changed({"bg": "Карта"}, ["Карта", "Map", "", "", "", ""])


def test_each_box_says_its_language_and_direction():
    rendered = TextFormField().widget.render("title", {"ar": "<خريطة>"}, {"id": "id_title"})

    assert 'lang="ar"' in rendered
    assert 'dir="rtl"' in rendered
    assert "&lt;خريطة&gt;" in rendered
