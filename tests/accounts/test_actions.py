from __future__ import annotations

import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from opencity.accounts import actions, queries
from opencity.accounts.models import User
from opencity.accounts.roles import Role
from opencity.core.audit.models import AuditEntry
from opencity.core.errors import DomainError
from tests.accounts.factories import PASSWORD, officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def add_passkey(user: User) -> None:
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"}
    )


def actions_recorded() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("action", flat=True))


def test_new_officer_gets_a_one_time_password(administrator):
    user, password = actions.create_officer(
        actor=administrator, email="Ana@Sofia.example", role=Role.EDITOR, name="Ана"
    )

    assert user.check_password(password)
    assert user.must_change_password
    assert (user.email, user.name) == ("ana@sofia.example", "Ана")
    assert queries.roles_of(user) == {Role.EDITOR}
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == ("ana@sofia.example", True, True)
    assert actions_recorded() == ["accounts.create_officer"]


def test_known_officer_keeps_the_password(editor):
    user, password = actions.create_officer(actor=None, email=editor.email, role=Role.TRANSLATOR)

    assert password is None
    assert user.check_password(PASSWORD)
    assert user.must_change_password is False
    assert user.name == "Ана"
    assert queries.roles_of(user) == {Role.EDITOR, Role.TRANSLATOR}


def test_editor_makes_no_officers(editor):
    with pytest.raises(PermissionDenied):
        actions.create_officer(actor=editor, email="ana@sofia.example", role=Role.EDITOR)

    assert User.objects.count() == 1


def test_nobody_owns_and_evaluates():
    owner = officer("ana@sofia.example", Role.MEASURE_OWNER)

    with pytest.raises(DomainError):
        actions.create_officer(actor=None, email=owner.email, role=Role.EVALUATOR)

    assert queries.roles_of(owner) == {Role.MEASURE_OWNER}


def test_bad_address_is_named():
    with pytest.raises(DomainError, match="not an address"):
        actions.create_officer(actor=None, email="not an address", role=Role.EDITOR)


def test_one_time_passwords_differ():
    assert len({actions.one_time_password() for _ in range(100)}) == 100


def test_first_officer_is_made_once():
    user, password = actions.ensure_first_officer()

    assert user.email == f"officer@{settings.CITY.code}.example"
    assert user.check_password(password)
    assert queries.roles_of(user) == {Role.ADMINISTRATOR}
    assert actions.ensure_first_officer() is None


def test_no_first_officer_beside_an_inactive_one():
    officer("past@sofia.example", Role.ADMINISTRATOR, is_active=False)

    assert actions.ensure_first_officer() is None


def test_reset_forgets_keys_and_password(editor):
    add_passkey(editor)

    user, password = actions.reset_sign_in(actor=None, user=editor)

    assert user.check_password(password)
    assert user.must_change_password
    assert Authenticator.objects.count() == 0


def test_erased_person_leaves_a_number_only(editor, administrator):
    add_passkey(editor)

    actions.erase_user(actor=editor, user=editor)

    left = User.objects.get(pk=editor.pk)
    assert (left.email, left.name) == (f"erased-{left.pk}@erased.invalid", "")
    assert (left.is_active, left.has_usable_password()) == (False, False)
    assert left.groups.count() == 0
    assert EmailAddress.objects.filter(user=left).count() == 0
    assert Authenticator.objects.count() == 0
    assert actions_recorded() == ["accounts.erase"]


def test_last_administrator_stays(administrator):
    with pytest.raises(DomainError):
        actions.erase_user(actor=administrator, user=administrator)

    assert User.objects.get(pk=administrator.pk).is_active


def test_editor_erases_nobody_else(editor, administrator):
    with pytest.raises(PermissionDenied):
        actions.erase_user(actor=editor, user=administrator)


def test_changed_address_is_known_to_the_sign_in_pages(editor):
    editor.email = "new@sofia.example"
    editor.save()

    assert list(EmailAddress.objects.filter(user=editor).values_list("email", "primary")) == [
        ("new@sofia.example", True)
    ]


def test_audit_log_names_no_person(editor, administrator):
    actions.create_officer(actor=administrator, email="ana@sofia.example", role=Role.EDITOR)
    actions.erase_user(actor=editor, user=editor)

    texts = [f"{entry} {entry.actor} {entry.detail}" for entry in AuditEntry.objects.all()]
    assert [text for text in texts if "@" in text or "Ана" in text] == []


def test_command_prints_the_password_once():
    out = io.StringIO()

    call_command("createofficer", "ana@sofia.example", "--role", "editor", stdout=out)
    first = out.getvalue().splitlines()
    call_command("createofficer", "ana@sofia.example", "--role", "reviewer", stdout=out)
    second = out.getvalue().splitlines()[len(first) :]

    assert first[0] == "ana@sofia.example: editor"
    assert User.objects.get().check_password(first[1].removeprefix("One-time password: "))
    assert second == ["ana@sofia.example: reviewer"]


def test_command_resets(editor):
    out = io.StringIO()

    call_command("createofficer", editor.email, "--role", "editor", "--reset", stdout=out)

    password = out.getvalue().splitlines()[1].removeprefix("One-time password: ")
    assert User.objects.get().check_password(password)


def test_command_names_the_bad_address():
    with pytest.raises(CommandError, match="nobody"):
        call_command("createofficer", "nobody", "--role", "editor")
