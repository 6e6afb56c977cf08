from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from opencity.accounts import queries
from opencity.accounts.models import User
from opencity.accounts.roles import Role
from opencity.core.audit.models import AuditEntry
from tests.accounts.factories import officer

pytestmark = pytest.mark.django_db


def recorded() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action__startswith="accounts."))


def form(*roles: Role, **changed) -> dict:
    groups = [group.pk for group in queries.groups(*roles)]
    return {
        "email": "ana@sofia.example",
        "name": "Ана",
        "language": "bg",
        "is_active": "on",
        "groups": groups,
    } | changed


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def test_administrator_makes_an_account(office, administrator):
    answer = office.post("/office/users/new/", form(Role.EDITOR))

    assert answer.status_code == 302
    user = User.objects.get(email="ana@sofia.example")
    assert (user.name, user.language, user.has_usable_password()) == ("Ана", "bg", False)
    assert queries.roles_of(user) == {Role.EDITOR}
    assert EmailAddress.objects.get(user=user).verified
    [entry] = recorded()
    assert (entry.actor, entry.action) == (f"user:{administrator.pk}", "accounts.create")
    assert entry.detail == {"active": True, "groups": ["editor"], "superuser": False}


def test_administrator_changes_an_account(office, editor):
    changed = form(Role.REVIEWER, email="New@Sofia.example")

    answer = office.post(f"/office/users/edit/{editor.pk}/", changed)

    assert answer.status_code == 302
    editor.refresh_from_db()
    assert editor.email == "new@sofia.example"
    assert queries.roles_of(editor) == {Role.REVIEWER}
    assert EmailAddress.objects.get(user=editor).email == "new@sofia.example"
    assert [entry.action for entry in recorded()] == ["accounts.change"]


def test_taken_address_is_named_in_any_case(office, editor):
    answer = office.post("/office/users/new/", form(email="EDITOR@sofia.example"))

    assert list(answer.context["form"].errors) == ["email"]


def test_roles_that_exclude_each_other_are_refused(office):
    answer = office.post("/office/users/new/", form(Role.EVALUATOR, Role.MEASURE_OWNER))

    assert list(answer.context["form"].errors) == ["groups"]
    assert User.objects.count() == 1


def test_forms_ask_for_a_name_and_no_password(office, editor):
    for path in ["/office/users/new/", f"/office/users/edit/{editor.pk}/"]:
        answer = office.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'name="name"' in page
        assert 'name="language"' in page
        assert 'name="first_name"' not in page
        assert 'type="password"' not in page


def test_deleting_erases_the_person_and_keeps_the_number(office, editor):
    office.post(f"/office/users/delete/{editor.pk}/")

    assert User.objects.get(pk=editor.pk).erased_at is not None
    assert [entry.action for entry in recorded()] == ["accounts.erase"]


def test_deleting_many_erases_them(office, editor):
    other = officer("other@sofia.example", Role.EDITOR)

    office.post(f"/office/bulk/accounts/user/delete/?id={editor.pk}&id={other.pk}")

    assert User.objects.filter(erased_at__isnull=False).count() == 2
    assert [entry.action for entry in recorded()] == ["accounts.erase"] * 2


def test_list_finds_names_and_hides_the_erased(office, editor):
    officer("erased@sofia.example", is_active=False, erased_at=editor.date_joined)

    assert list(office.get("/office/users/").context["users"]) == list(
        User.objects.filter(erased_at=None)
    )
    editor.name = "Биляна"
    editor.save()
    assert list(office.get("/office/users/?q=Биляна").context["users"]) == [editor]


def test_editor_sees_no_accounts(client, editor):
    client.force_login(editor)

    assert client.get("/office/users/").status_code == 302
    assert client.post("/office/users/new/", form(Role.ADMINISTRATOR)).status_code == 302
    assert User.objects.count() == 1


def test_officer_changes_name_and_language(client, editor):
    client.force_login(editor)
    page = client.get("/office/account/").content.decode()
    assert 'name="name_language-name"' in page
    assert "first_name" not in page

    client.post(
        "/office/account/",
        {
            "name_language-name": "Биляна",
            "name_language-language": "en",
            "locale-preferred_language": "en",
            "locale-current_time_zone": "",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
        },
    )

    editor.refresh_from_db()
    assert (editor.name, editor.language) == ("Биляна", "en")


def test_officers_page_links_to_passkeys(client, editor):
    client.force_login(editor)

    page = client.get("/office/account/").content.decode()

    assert 'href="/bg/account/2fa/"' in page or 'href="/en/account/2fa/"' in page


@pytest.mark.parametrize("path", ["/office/password_reset/", "/office/login/"])
def test_office_has_no_password_pages_of_its_own(client, path):
    answer = client.get(path)

    assert "password" not in answer.content.decode()
    assert answer.status_code in {302, 404}
