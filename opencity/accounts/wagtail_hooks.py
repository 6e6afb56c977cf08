"""What the office learns of accounts: links, an audit entry for each change, safe deletion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from opencity.accounts.models import User
from opencity.accounts.office import EraseAccounts
from opencity.core import audit


@hooks.register("register_account_menu_item")
def passkeys(request: HttpRequest) -> dict[str, str]:
    """Offer the page where officers set up passkeys."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Passkeys and codes"),
        "help_text": _("Sign in with your phone, a security key or an authenticator app."),
    }


@hooks.register("register_account_menu_item")
def password(request: HttpRequest) -> dict[str, str]:
    """Offer the page that changes the password."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Password"),
        "help_text": _("Change the password you sign in with."),
    }


@hooks.register("register_account_menu_item")
def address(request: HttpRequest) -> dict[str, str]:
    """Offer the page that changes the e-mail address."""
    return {
        "url": reverse("account_email"),
        "label": _("E-mail address"),
        "help_text": _("Change the address you sign in with."),
    }


@hooks.register("register_account_menu_item")
def own_data(request: HttpRequest) -> dict[str, str]:
    """Offer the page with one's own data."""
    return {
        "url": reverse("accounts_data"),
        "label": _("Your data"),
        "help_text": _("See, download or erase what we know of you."),
    }


@hooks.register("after_create_user")
def note_new_account(request: HttpRequest, user: User) -> None:
    """Record who made an account and with which roles."""
    _note(request, "accounts.create", user)


@hooks.register("after_edit_user")
def note_changed_account(request: HttpRequest, user: User) -> None:
    """Record who changed an account and which roles it has now."""
    _note(request, "accounts.change", user)


@hooks.register("after_bulk_action")
def note_changed_accounts(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """Record a change of many accounts at once; erasing records itself."""
    if action_type in {"assign_role", "set_active_state"}:
        for user in objects:
            _note(request, "accounts.change", User.objects.get(pk=user.pk))


def _note(request: HttpRequest, action: str, user: User) -> None:
    detail = {
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "active": user.is_active,
        "superuser": user.is_superuser,
    }
    audit.record(actor=request.user, action=action, target=user, detail=detail)


hooks.register("register_bulk_action", EraseAccounts, order=100)
