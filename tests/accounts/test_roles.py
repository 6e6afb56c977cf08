from __future__ import annotations

import warnings

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission

from opencity.accounts import queries
from opencity.accounts.receivers import follow_the_table
from opencity.accounts.roles import INCOMPATIBLE, PERMISSIONS, Role, clash
from tests.accounts.factories import officer


def granted(role: Role) -> set[str]:
    permissions = Group.objects.get(name=role.value).permissions.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def known() -> set[str]:
    permissions = Permission.objects.select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def migrate_again() -> None:
    last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
    follow_the_table(sender=last)


def test_every_role_has_a_line_in_the_table():
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_group_has_what_the_table_says(role):
    assert granted(role) == PERMISSIONS[role] & known()


@pytest.mark.django_db
def test_table_names_no_permission_that_does_not_exist():
    all_named = frozenset().union(*PERMISSIONS.values())
    installed = {app.label for app in apps.get_app_configs()}
    absent = {name for name in all_named if name.partition(".")[0] not in installed}
    if absent:
        warnings.warn(f"apps not installed, not checked: {sorted(absent)}", stacklevel=1)

    assert all_named - absent - known() == set()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_another_migration_brings_groups_back_in_line():
    group = Group.objects.get(name=Role.EDITOR)
    superfluous = Permission.objects.get(codename="delete_user")
    group.permissions.set([superfluous])
    foreign = Group.objects.create(name="Friends")
    foreign.permissions.add(superfluous)

    migrate_again()
    migrate_again()

    assert granted(Role.EDITOR) == PERMISSIONS[Role.EDITOR] & known()
    assert list(foreign.permissions.all()) == [superfluous]


@pytest.mark.django_db
def test_migrate_command_creates_the_groups():
    Group.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert set(queries.groups(*Role).values_list("name", flat=True)) == set(Role.values)


@pytest.mark.django_db
def test_files_are_granted_on_the_root_collection():
    root = Collection.objects.get(depth=1)
    rows = GroupCollectionPermission.objects.filter(group__name=Role.EDITOR, collection=root)

    assert set(rows.values_list("permission__codename", flat=True)) == {
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    }


def test_only_evaluators_and_administrators_evaluate():
    may = {role for role in Role if "plan.add_evaluation" in PERMISSIONS[role]}

    assert may == {Role.EVALUATOR, Role.ADMINISTRATOR}


def test_only_these_roles_publish():
    may = {role for role in Role if "plan.publish_measure" in PERMISSIONS[role]}

    assert may == {Role.REVIEWER, Role.INTEGRATION_UNIT, Role.ADMINISTRATOR}


def test_owner_reports_without_publishing():
    assert PERMISSIONS[Role.MEASURE_OWNER] == {
        "wagtailadmin.access_admin",
        "plan.view_measure",
        "plan.add_progressreport",
        "plan.change_progressreport",
        "plan.view_progressreport",
    }


def test_only_administrators_touch_accounts():
    may = {role for role in Role if any(name.startswith("accounts.") for name in PERMISSIONS[role])}

    assert may == {Role.ADMINISTRATOR}


def test_administrator_may_do_everything_that_others_may():
    others = frozenset().union(*PERMISSIONS.values())

    assert others - PERMISSIONS[Role.ADMINISTRATOR] == set()


@pytest.mark.parametrize("pair", INCOMPATIBLE)
def test_roles_that_exclude_each_other_clash(pair):
    assert set(clash([*pair, "editor", "no-role"])) == pair


def test_other_roles_do_not_clash():
    assert clash(set(Role.values) - {Role.EVALUATOR.value}) == ()


@pytest.mark.django_db
def test_role_questions():
    user = officer("ana@sofia.example", Role.EDITOR, Role.TRANSLATOR)
    officer("past@sofia.example", Role.EDITOR, is_active=False)

    assert queries.roles_of(user) == {Role.EDITOR, Role.TRANSLATOR}
    assert queries.has_role(user, Role.EDITOR) is True
    assert queries.has_role(user, Role.REVIEWER) is False
    assert list(queries.people(Role.EDITOR, Role.TRANSLATOR)) == [user]
    assert user.can("wagtailadmin.access_admin") is True
    assert user.can("accounts.add_user") is False
