"""The one account model."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def source_language() -> str:
    """Return the city's own language, in which we write to a person who chose none."""
    return settings.LANGUAGE_CODE


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new account; without a password it is entered by code or passkey only."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new account that may do everything."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of an address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the name to sign in with."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=20,
        default=source_language,
        help_text=_("We write to this person in this language."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Without this the person cannot sign in.")
    )
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="account_email_any_case",
                violation_error_message=_("An account with this e-mail address exists already."),
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(is_active=False),
                name="erased_account_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """Keep the address in lower case, as the sign-in pages do."""
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        """Return the name that colleagues see."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name that colleagues see."""
        return str(self)

    def can(self, permission: str) -> bool:
        """Say whether one of the person's roles has a permission such as ``plan.add_measure``."""
        return self.has_perm(permission)
