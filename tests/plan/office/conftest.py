from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from opencity.accounts.models import User


class Desk:
    """One officer at the screens of the office."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(user)

    def url(self, row, name: str, *more) -> str:
        """Return the address of a screen for a row, or of its kind for a class."""
        arguments = [] if isinstance(row, type) else [row.pk]
        return reverse(row.snippet_viewset.get_url_name(name), args=[*arguments, *more])

    def open(self, row, name: str = "edit"):
        """Return what a form holds as it is shown."""
        page = self.client.get(self.url(row, name))
        assert page.status_code == 200
        form = querydict_from_html(page.content.decode(), form_id="w-editor-form")
        for key in list(form):
            form.setlist(key, [value.removeprefix("\n") for value in form.getlist(key)])
        return form

    def send(self, row, form, name: str = "edit", **changed):
        """Send a form with some values changed; ``action`` names the button."""
        action = changed.pop("action", None)
        for key, value in changed.items():
            form[key.replace("__", "-")] = value
        if action:
            form[f"action-{action}"] = "1"
        return self.client.post(self.url(row, name), form)

    def edit(self, row, **changed):
        """Open a form, change it and send it."""
        return self.send(row, self.open(row), **changed)


@pytest.fixture
def desk(db):
    """Return a function that seats somebody at the office's screens."""
    return Desk
