"""What our sign-in does differently from django-allauth's."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import qrcode  # type: ignore[import-untyped]  # ships no types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import get_language, override
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]  # ships no types

from opencity.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up, sends officers to the office, and believes no Host header."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by administrators."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the office for officers and the account page for everybody else."""
        return resolve_url(_home(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where to go on after choosing a password."""
        return resolve_url(_home(request))

    def format_email_subject(self, subject: str) -> str:
        """Put the site's name before a subject."""
        return f"{settings.WAGTAIL_SITE_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to a person in their language, in the name of the site."""
        domain = urlsplit(settings.SITE_URL).netloc
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=domain)
        with override(_language(email)):
            super().send_mail(template_prefix, email, {"current_site": site, **context})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the page for a new password."""
        return _on_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Return the page that confirms an address."""
        return _on_site(super().get_email_confirmation_url(request, emailconfirmation))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by address alone: the Host header is the attacker's to choose."""
        return str(credentials.get("email", "")).lower()


def _home(request: HttpRequest) -> str:
    if request.user.has_perm("wagtailadmin.access_admin"):
        return "wagtailadmin_home"
    return settings.LOGIN_REDIRECT_URL


def _language(email: str) -> str:
    known = User.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    return known or get_language() or settings.LANGUAGE_CODE


def _on_site(url: str) -> str:
    """Put a link of a mail on the configured site: whoever asked for it may have faked the host."""
    return settings.SITE_URL + urlsplit(url).path


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names the site in authenticator apps and draws a code that our pages may show."""

    def get_totp_issuer(self) -> str:
        """Return the site's name."""
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """Return an SVG element to stand in a page, without a declaration before it."""
        target = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(target)
        text = target.getvalue().decode()
        return text[text.index("<svg") :]
