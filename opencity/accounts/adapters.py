"""What our sign-in does differently from django-allauth's."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from qrcode.image.svg import SvgPathImage


class AccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up and sends officers to the office."""

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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by address alone: the Host header is the attacker's to choose."""
        return str(credentials.get("email", "")).lower()


def _home(request: HttpRequest) -> str:
    if request.user.has_perm("wagtailadmin.access_admin"):
        return "wagtailadmin_home"
    return settings.LOGIN_REDIRECT_URL


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names the site in authenticator apps and draws a code that our pages may show."""

    def get_totp_issuer(self) -> str:
        """Return the site's name."""
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """Return an SVG element to stand in a page, without a declaration before it."""
        target = BytesIO()
        qrcode.make(url, image_factory=SvgPathImage).save(target)
        text = target.getvalue().decode()
        return text[text.index("<svg") :]
