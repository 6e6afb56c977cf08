"""Reads about people and their roles."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import QuerySet

from opencity.accounts.models import User
from opencity.accounts.roles import Role


def roles_of(user: User) -> frozenset[Role]:
    """Return a person's roles."""
    names = user.groups.filter(name__in=Role.values).values_list("name", flat=True)
    return frozenset(Role(name) for name in names)


def has_role(user: User | AnonymousUser, role: Role) -> bool:
    """Say whether a signed-in, active person has a role."""
    return bool(user.is_active and user.groups.filter(name=role.value).exists())


def people(*roles: Role) -> QuerySet[User]:
    """Return the active people who have at least one of these roles."""
    return User.objects.filter(is_active=True, groups__in=groups(*roles)).distinct()


def groups(*roles: Role) -> QuerySet[Group]:
    """Return the groups that stand for roles, e.g. for an approval task."""
    return Group.objects.filter(name__in=[role.value for role in roles])


def officers() -> QuerySet[User]:
    """Return everybody who has or had a place in the office, active or not."""
    with_role = User.objects.filter(groups__name__in=Role.values)
    return (with_role | User.objects.filter(is_superuser=True)).distinct()


def personal_data(user: User) -> dict[str, Any]:
    """Return all that the platform knows of a person, ready for JSON."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "since": user.date_joined,
            "last_sign_in": user.last_login,
            "roles": sorted(roles_of(user)),
        },
        "addresses": list(
            EmailAddress.objects.filter(user=user)
            .order_by("email")
            .values("email", "verified", "primary")
        ),
        "ways_to_sign_in": [_way(way) for way in Authenticator.objects.filter(user=user)],
    }


def _way(way: Authenticator) -> dict[str, Any]:
    return {
        "kind": way.type,
        "name": way.data.get("name", ""),
        "since": way.created_at,
        "last_used": way.last_used_at,
    }
