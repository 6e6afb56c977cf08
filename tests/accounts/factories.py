from __future__ import annotations

from opencity.accounts.models import User
from opencity.accounts.queries import groups
from opencity.accounts.roles import Role

PASSWORD = "correct horse battery"


def officer(email: str, *roles: Role, **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, name="Ана", **fields)
    user.groups.set(groups(*roles))
    return user
