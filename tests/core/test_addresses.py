"""A page's address in every language, worked out once."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from opencity.core.addresses import paths_of
from opencity.core.texts import languages


def test_every_language_has_the_path_that_a_reader_of_it_follows():
    found = paths_of("services:service", slug="eu-blue-card")

    assert list(found) == list(languages.codes())
    for code, path in found.items():
        with override(code):
            assert path == reverse("services:service", kwargs={"slug": "eu-blue-card"})


def test_a_page_without_language_has_one_path():
    assert set(paths_of("wagtailadmin_home").values()) == {"/office/"}
