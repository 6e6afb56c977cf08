"""Reactions: roles follow the table, addresses follow accounts, a changed password is noted."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Collection, GroupCollectionPermission

from opencity.accounts import actions
from opencity.accounts.models import User
from opencity.accounts.roles import COLLECTION_APPS, PERMISSIONS


@receiver(post_migrate, dispatch_uid="accounts.roles")
def follow_the_table(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Bring the groups of the roles in line, once, after the last app was migrated."""
    if sender != _last_app() or not _ready(using):
        return
    known = _known_permissions(using)
    for role, permissions in PERMISSIONS.items():
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        wanted = [known[name] for name in permissions if name in known]
        group.permissions.set(wanted)
        _follow_collections(group, wanted, using)


def _last_app() -> AppConfig:
    """Return the app migrated last, when all permissions are there."""
    return [app for app in apps.get_app_configs() if app.models_module is not None][-1]


def _ready(using: str) -> bool:
    """Say whether all tables are there; a migration of one app alone may stop before."""
    needed = {model._meta.db_table for model in (User, Group, Permission, Collection)}
    needed.add(GroupCollectionPermission._meta.db_table)
    return needed <= set(connections[using].introspection.table_names())


def _known_permissions(using: str) -> dict[str, Permission]:
    permissions = Permission.objects.using(using).select_related("content_type")
    return {f"{each.content_type.app_label}.{each.codename}": each for each in permissions}


def _follow_collections(group: Group, wanted: list[Permission], using: str) -> None:
    """Grant files on the root collection, where Wagtail looks for these permissions."""
    root = Collection.objects.using(using).filter(depth=1).first()
    if root is None:
        return
    files = {each.pk for each in wanted if each.content_type.app_label in COLLECTION_APPS}
    granted = GroupCollectionPermission.objects.using(using).filter(group=group, collection=root)
    granted.exclude(permission__in=files).delete()
    for pk in files.difference(granted.values_list("permission", flat=True)):
        granted.create(group=group, collection=root, permission_id=pk)


@receiver(post_save, sender=User, dispatch_uid="accounts.address")
def follow_the_account(instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Keep the address of the sign-in pages equal to that of the account."""
    if not raw:
        actions.keep_address(user=instance)


@receiver([password_changed, password_reset, password_set], dispatch_uid="accounts.password")
def follow_the_password(user: User, **kwargs: Any) -> None:
    """Open the office to a person who replaced their one-time password."""
    actions.note_password_change(user=user)
