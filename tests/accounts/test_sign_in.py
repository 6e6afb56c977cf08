from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils.translation import gettext, override

from opencity.accounts import actions
from opencity.accounts.models import User
from opencity.accounts.roles import Role
from tests.accounts.factories import PASSWORD, officer

pytestmark = pytest.mark.django_db

OFFICE = "/office/"
TOO_MANY = "Too many failed login attempts. Try again later."


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def complaint(answer) -> list[str]:
    return [str(error) for error in answer.context["form"].non_field_errors()]


def link(message) -> str:
    return re.search(rf"{settings.SITE_URL}(\S+)", message.body)[1]


def fail(sign_in, email: str, times: int, **extra) -> list[str]:
    for number in range(times):
        answer = sign_in(Client(), email, f"wrong password {number}", **extra)
    return complaint(answer)


def test_password_opens_the_office(client, editor, sign_in):
    answer = sign_in(client, editor.email.upper())

    assert (answer.status_code, answer.url) == (302, OFFICE)
    assert client.get(OFFICE).status_code == 200


def test_wrong_password_says_so_in_the_readers_language(client, editor, sign_in):
    answer = sign_in(client, editor.email, "wrong", language="bg")

    with override("bg"):
        expected = gettext("The email address and/or password you specified are not correct.")
    assert complaint(answer) == [expected]


def test_office_leads_to_the_sign_in_page_and_back(client, editor, sign_in):
    first = client.get("/office/account/", headers={"accept-language": "tr"}, follow=True)

    path, status = first.redirect_chain[-1]
    assert (path, status) == ("/tr/account/login/?next=%2Foffice%2Faccount%2F", 302)
    answer = client.post(path, {"login": editor.email, "password": PASSWORD})
    assert answer.url == "/office/account/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_office_door_leads_nowhere_else(client, target):
    answer = client.get("/office/login/", {"next": target})

    assert answer.url.endswith("/account/login/?next=%2Foffice%2F")


def test_account_without_role_is_told_so(client, sign_in):
    user = User.objects.create_user("visitor@sofia.example", PASSWORD)

    assert sign_in(client, user.email).url == "/en/account/data/"
    chain = client.get(OFFICE, follow=True)
    assert chain.status_code == 403


def test_office_sign_out_ends_the_session(client, editor):
    client.force_login(editor)

    client.post("/office/logout/")

    assert client.get(OFFICE).status_code == 302


def test_inactive_account_stays_out(client, sign_in):
    past = officer("past@sofia.example", Role.EDITOR, is_active=False)

    sign_in(client, past.email)

    assert not is_signed_in(client)


def test_nobody_signs_up(client):
    form = {"email": "new@sofia.example", "password1": PASSWORD, "password2": PASSWORD}

    answer = client.post("/en/account/signup/", form)

    assert answer.templates[0].name == "account/signup_closed.html"
    assert User.objects.count() == 0


def test_code_by_mail_opens_the_office(client, editor, clean_cache):
    client.post("/en/account/login/code/", {"email": editor.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.MULTILINE)[1]

    answer = client.post("/en/account/login/code/confirm/", {"code": code})

    assert answer.url == OFFICE
    assert mail.outbox[0].to == [editor.email]


def test_wrong_code_does_not(client, editor, clean_cache):
    client.post("/en/account/login/code/", {"email": editor.email})

    client.post("/en/account/login/code/confirm/", {"code": "AAAAAA"})

    assert not is_signed_in(client)


def test_unknown_address_gets_the_same_page_and_no_mail(client, editor, clean_cache):
    known = client.post("/en/account/login/code/", {"email": editor.email})
    unknown = Client().post("/en/account/login/code/", {"email": "nobody@sofia.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_password_reset_by_mail(client, clean_cache):
    user, _password = actions.create_officer(
        actor=None, email="ana@sofia.example", role=Role.EDITOR
    )
    client.post("/en/account/password/reset/", {"email": user.email})
    path = link(mail.outbox[0])
    form = client.get(path, follow=True)

    client.post(
        form.redirect_chain[-1][0],
        {"password1": "a brand new word", "password2": "a brand new word"},
    )

    user.refresh_from_db()
    assert user.check_password("a brand new word")
    assert user.must_change_password is False


def test_faked_host_gets_into_no_mail(client, editor, clean_cache):
    form = {"email": editor.email}

    client.post("/en/account/password/reset/", form, HTTP_HOST="evil.example")
    client.post("/en/account/login/code/", form, HTTP_HOST="evil.example")

    texts = [f"{message.subject} {message.body}" for message in mail.outbox]
    assert (len(texts), [text for text in texts if "evil" in text]) == (2, [])


def test_mail_is_written_in_the_persons_language(client, clean_cache):
    officer("ana@sofia.example", Role.EDITOR, language="tr")

    client.post("/bg/account/login/code/", {"email": "ana@sofia.example"})

    with override("tr"):
        subject = gettext("Sign-In Code")
    assert subject != "Sign-In Code"
    assert mail.outbox[0].subject == f"Open City: {subject}"


def test_sixth_wrong_password_is_refused_for_everybody(editor, sign_in):
    assert fail(sign_in, editor.email, 5) != [TOO_MANY]
    answer = sign_in(Client(), editor.email, REMOTE_ADDR="198.51.100.7", HTTP_HOST="other.example")

    assert complaint(answer) == [TOO_MANY]


def test_other_people_are_not_kept_out(client, editor, administrator, sign_in):
    fail(sign_in, editor.email, 6)

    assert sign_in(client, administrator.email).status_code == 302


def test_refusal_ends_by_itself(client, editor, sign_in, monkeypatch):
    fail(sign_in, editor.email, 5)
    now = time.time()
    for later in (60, 120, 180):
        monkeypatch.setattr(ratelimit.time, "time", lambda later=later: now + later)
        assert fail(sign_in, editor.email, 1) == [TOO_MANY]

    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 301)
    assert sign_in(client, editor.email).status_code == 302


def test_code_works_while_passwords_are_refused(client, editor, sign_in):
    fail(sign_in, editor.email, 6)

    client.post("/en/account/login/code/", {"email": editor.email})

    assert [message.to for message in mail.outbox] == [[editor.email]]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_sixth_wrong_password_is_refused_in_another_process(clean_cache, sign_in):
    user = officer("editor@sofia.example", Role.EDITOR)
    database = str(connection.settings_dict["NAME"])
    fail(sign_in, user.email, 5)

    answer = subprocess.run(
        [sys.executable, "-m", "tests.accounts.another_process", database, user.email],
        cwd=settings.BASE,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    with override("bg"):
        assert answer.stdout.strip() == gettext(TOO_MANY)
        assert gettext(TOO_MANY) != TOO_MANY


def one_time(email: str = "ana@sofia.example") -> tuple[User, str]:
    return actions.create_officer(actor=None, email=email, role=Role.EDITOR)


@pytest.mark.parametrize("path", [OFFICE, "/office/users/", "/office/account/"])
def test_one_time_password_opens_no_page_of_the_office(client, sign_in, path):
    user, password = one_time()
    sign_in(client, user.email, password)

    answer = client.get(path, headers={"accept-language": "en"})

    assert answer.url == f"/en/account/password/change/?next={path.replace('/', '%2F')}"


def test_own_password_opens_the_office(client, sign_in):
    user, password = one_time()
    sign_in(client, user.email, password)
    form = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}

    answer = client.post("/en/account/password/change/", form)

    assert answer.url == OFFICE
    assert client.get(OFFICE).status_code == 200


def test_weak_password_does_not(client, sign_in):
    user, password = one_time()
    sign_in(client, user.email, password)
    form = {"oldpassword": password, "password1": "ana", "password2": "ana"}

    client.post("/en/account/password/change/", form)

    assert client.get(OFFICE).status_code == 302


def test_one_time_password_lets_its_owner_sign_out(client, sign_in):
    user, password = one_time()
    sign_in(client, user.email, password)

    client.post("/office/logout/")

    assert not is_signed_in(client)


def test_new_address_counts_after_it_is_confirmed(client, editor, sign_in):
    sign_in(client, editor.email)
    client.post("/en/account/email/", {"email": "New@Sofia.example", "action_add": ""})
    message = next(each for each in mail.outbox if each.to == ["new@sofia.example"])
    path = link(message)

    editor.refresh_from_db()
    before = editor.email
    client.post(path)

    editor.refresh_from_db()
    assert (before, editor.email) == ("editor@sofia.example", "new@sofia.example")
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("new@sofia.example", True, True)
    ]
