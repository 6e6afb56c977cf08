"""All writes to accounts."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from opencity.accounts import queries
from opencity.accounts.models import User
from opencity.accounts.roles import Role, clash
from opencity.core import audit, outbox
from opencity.core.errors import DomainError, require

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Officer(NamedTuple):
    """An account and the one-time password to print once, ``None`` when it keeps its own."""

    user: User
    password: str | None


@transaction.atomic
def create_officer(
    *, actor: User | None, email: str, role: Role, name: str = "", language: str = ""
) -> Officer:
    """Give a person a role, and an account with a one-time password if they have none.

    Raises ``DomainError`` for an address that is none, and for roles that exclude each other.
    """
    require(actor, "accounts.add_user")
    user = User.objects.filter(email__iexact=_address(email)).first()
    password = None
    if user is None:
        password = one_time_password()
        user = User.objects.create_user(_address(email), password, must_change_password=True)
    user.name = name or user.name
    user.language = language or user.language
    user.save(update_fields=["name", "language"])
    _add_role(user, role)
    audit.record(
        actor=actor,
        action="accounts.create_officer",
        target=user,
        detail={"role": role.value, "new": password is not None},
    )
    return Officer(user, password)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        message = _("“%(email)s” is no e-mail address; write it like name@city.example.")
        raise DomainError(message % {"email": email}) from None
    return address


def _add_role(user: User, role: Role) -> None:
    if pair := clash([*queries.roles_of(user), role]):
        message = _("One person cannot be “%(first)s” and “%(second)s”; use another account.")
        raise DomainError(message % {"first": pair[0].label, "second": pair[1].label})
    user.groups.add(Group.objects.get_or_create(name=role.value)[0])


def one_time_password() -> str:
    """Return a password of 80 bits that can be read out over the telephone."""
    blocks = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(blocks)


@transaction.atomic
def reset_sign_in(*, actor: User | None, user: User) -> Officer:
    """Give a person who lost their keys a new one-time password and forget the keys."""
    require(actor, "accounts.change_user")
    if user.erased_at is not None:
        raise DomainError(_("This account was erased; make a new one."))
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=user).delete()
    audit.record(actor=actor, action="accounts.reset_sign_in", target=user)
    return Officer(user, password)


@transaction.atomic
def ensure_first_officer() -> Officer | None:
    """Make the first administrator of a new site; return ``None`` on a site that has officers."""
    if queries.officers().exists():
        return None
    email = f"officer@{settings.CITY.code}.example"
    officer = create_officer(actor=None, email=email, role=Role.ADMINISTRATOR)
    return officer if officer.password else reset_sign_in(actor=None, user=officer.user)


def keep_address(*, user: User) -> None:
    """Make the sign-in pages know the account's address; whoever set it vouches for it."""
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.filter(primary=True, email=user.email.lower()).exists():
        return
    addresses.delete()
    if user.erased_at is None:
        EmailAddress.objects.create(
            user=user, email=user.email.lower(), primary=True, verified=True
        )


@transaction.atomic
def note_password_change(*, user: User) -> None:
    """Remember that a person chose their own password."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.must_change_password = False
    audit.record(actor=user, action="accounts.change_password", target=user)


@transaction.atomic
def erase_user(*, actor: User | None, user: User) -> None:
    """Forget a person: the account stays as a nameless number, so that the audit log holds.

    A person may erase themselves; the last administrator must first name another.
    """
    if actor is None or actor.pk != user.pk:
        require(actor, "accounts.delete_user")
    _keep_an_administrator(user)
    outbox.forget_address(to=user.email)
    user.email = f"erased-{user.pk}@erased.invalid"
    user.name, user.language = "", settings.LANGUAGE_CODE
    user.is_active = user.is_superuser = user.must_change_password = False
    user.last_login, user.erased_at = None, timezone.now()
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    Authenticator.objects.filter(user=user).delete()
    UserProfile.objects.filter(user=user).delete()
    audit.record(actor=actor, action="accounts.erase", target=user)


def _keep_an_administrator(user: User) -> None:
    administrators = queries.people(Role.ADMINISTRATOR)
    if administrators.filter(pk=user.pk).exists() and administrators.count() == 1:
        raise DomainError(_("You are the last administrator; make another one first."))
