from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from opencity.accounts.models import User
from opencity.accounts.roles import Role
from tests.accounts.factories import PASSWORD, officer

pytestmark = pytest.mark.django_db

FOR_ALL = ["login/", "login/code/", "password/reset/", "signup/", "inactive/", "confirm-email/"]
SIGNED_IN = [
    "logout/",
    "password/change/",
    "email/",
    "reauthenticate/",
    "2fa/",
    "2fa/reauthenticate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "data/",
    "data/erase/",
]


class Policy(HTMLParser):
    """Collects what a strict content security policy blocks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocked: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inline = tag == "script" and "src" not in given
        if tag == "style" or (inline and given.get("type") != "application/json"):
            self.blocked.append(f"<{tag}>")
        for name, value in attrs:
            elsewhere = name in {"src", "href"} and (value or "").startswith(
                ("http", "//", "data:")
            )
            if name == "style" or name.startswith("on") or elsewhere:
                self.blocked.append(f"<{tag} {name}={value}>")


def blocked(answer) -> list[str]:
    return Policy(answer.content.decode()).blocked


def just_signed_in(client: Client, user: User) -> None:
    """Sign in as the pages that ask for the password again want it."""
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize("language", ["bg", "en", "ar"])
@pytest.mark.parametrize("path", FOR_ALL)
def test_pages_of_the_door_keep_the_strict_policy(client, path, language):
    answer = client.get(f"/{language}/account/{path}")

    assert (answer.status_code, blocked(answer)) == (200, [])
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_of_an_account_keep_the_strict_policy(client, editor, path):
    TOTP.activate(editor, generate_totp_secret())
    RecoveryCodes.activate(editor)
    just_signed_in(client, editor)

    answer = client.get(f"/en/account/{path}")

    assert (answer.status_code, blocked(answer)) == (200, [])


def test_authenticator_page_shows_its_picture_under_the_strict_policy(client, editor):
    just_signed_in(client, editor)

    answer = client.get("/en/account/2fa/totp/activate/")

    assert blocked(answer) == []
    page = answer.content.decode()
    assert (page.count("<svg"), page.count("<?xml")) == (1, 0)


def test_second_factor_page_keeps_the_strict_policy(client, editor, sign_in):
    TOTP.activate(editor, generate_totp_secret())
    path = sign_in(client, editor.email).url

    answer = client.get(path)

    assert (path, blocked(answer)) == ("/en/account/2fa/authenticate/", [])


def test_pending_address_keeps_the_strict_policy(client, editor, clean_cache):
    just_signed_in(client, editor)
    client.post("/en/account/email/", {"email": "new@sofia.example", "action_add": ""})

    answer = client.get("/en/account/email/")

    assert blocked(answer) == []
    assert "new@sofia.example" in answer.content.decode()
    assert client.post("/en/account/email/", {"action_remove": "", "email": "new@sofia.example"})


def test_too_many_attempts_from_one_place_get_a_page(client, clean_cache, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/en/account/login/", {})

    answer = client.post("/en/account/login/", {})

    assert (answer.status_code, blocked(answer)) == (429, [])
    assert answer.templates[0].name == "429.html"


def test_hostile_address_is_shown_as_text(client, clean_cache):
    answer = client.post("/en/account/login/", {"login": '"><script>x</script>', "password": "x"})

    assert "<script>x" not in answer.content.decode()
    assert blocked(answer) == []


@pytest.mark.parametrize("path", ["data/", "data/export/", "data/erase/"])
def test_own_data_needs_a_sign_in(client, path):
    answer = client.get(f"/en/account/{path}")

    assert answer.url.startswith("/en/account/login/?next=")


def test_export_holds_what_is_known(client, editor):
    Authenticator.objects.create(user=editor, type="webauthn", data={"name": "Телефон"})
    client.force_login(editor)

    answer = client.get("/en/account/data/export/")

    data = json.loads(answer.content)
    assert data["account"]["email"] == "editor@sofia.example"
    assert data["account"]["name"] == "Ана"
    assert data["account"]["roles"] == ["editor"]
    assert data["addresses"] == [
        {"email": "editor@sofia.example", "verified": True, "primary": True}
    ]
    assert [way["name"] for way in data["ways_to_sign_in"]] == ["Телефон"]
    assert answer["Content-Disposition"] == 'attachment; filename="my-account.json"'
    assert "no-store" in answer["Cache-Control"]


def test_erasing_asks_for_the_password_first(client, editor):
    client.force_login(editor)

    answer = client.post("/en/account/data/erase/", {"email": editor.email})

    assert answer.url.startswith("/en/account/reauthenticate/")
    assert User.objects.get().is_active


def test_erasing_asks_for_the_own_address(client, editor):
    just_signed_in(client, editor)

    answer = client.post("/en/account/data/erase/", {"email": "other@sofia.example"})

    assert list(answer.context["form"].errors) == ["email"]
    assert User.objects.get().is_active


def test_erased_person_is_signed_out_for_good(client, editor, sign_in):
    elsewhere = Client()
    elsewhere.force_login(editor)
    just_signed_in(client, editor)

    answer = client.post("/en/account/data/erase/", {"email": editor.email})

    assert answer.url == "/en/account/login/"
    assert elsewhere.get("/en/account/data/").status_code == 302
    assert sign_in(Client(), "editor@sofia.example", PASSWORD).status_code == 200
    assert mail.outbox == []


def test_last_administrator_is_told_why_not(client):
    user = officer("admin@sofia.example", Role.ADMINISTRATOR)
    just_signed_in(client, user)

    answer = client.post("/en/account/data/erase/", {"email": user.email})

    assert answer.context["form"].non_field_errors() == [
        "You are the last administrator; make another one first."
    ]
