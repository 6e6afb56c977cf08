"""Accounts with the roles that work on the plan."""

from __future__ import annotations

from opencity.accounts.models import User
from opencity.accounts.queries import groups
from opencity.accounts.roles import Role


def person(role: Role, name: str = "") -> User:
    """Return a new account with one role."""
    email = f"{name or role.value}@city.example"
    made = User.objects.create_user(email, name=name or role.value, language="en")
    made.groups.set(groups(role))
    return User.objects.get(pk=made.pk)
