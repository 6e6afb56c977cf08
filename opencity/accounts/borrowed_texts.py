"""Texts of django-allauth that we translate ourselves: its own translations confuse keys and codes.

In Bulgarian a passkey is called a code there and a code a key: nobody can tell what to type.
A text named here is collected into our catalogues, and ours come before those of allauth.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("A sign-in code has been sent to %(recipient)s."),
    gettext_noop("Create Passkey"),
    gettext_noop("Download codes"),
    gettext_noop("Enter an authenticator code:"),
    gettext_noop("Generate new codes"),
    gettext_noop("No recovery codes set up."),
    gettext_noop("Passkey"),
    gettext_noop("Recovery Codes"),
    gettext_noop("Request Code"),
    gettext_noop("Request new code"),
    gettext_noop("Security Keys"),
    gettext_noop("Security key added."),
    gettext_noop("Security key removed."),
    gettext_noop("Send me a sign-in code"),
    gettext_noop("Sign in with a passkey"),
    gettext_noop("This action will invalidate your existing codes."),
    gettext_noop("Unused codes"),
    gettext_noop("Use a security key"),
    gettext_noop(
        "Your account is protected by two-factor authentication. "
        "Please enter an authenticator code:"
    ),
)
