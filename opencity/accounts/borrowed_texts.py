"""Texts of django-allauth that we translate ourselves, because its own translations mislead.

In Bulgarian a passkey is called a code there and a code a key: nobody can tell what to type.
A text named here is collected into our catalogues, and ours come before those of allauth.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("A sign-in code has been sent to %(recipient)s."),
    gettext_noop("An authenticator app is not active."),
    gettext_noop("Authentication using an authenticator app is active."),
    gettext_noop("Authenticator App"),
    gettext_noop("Authenticator app activated."),
    gettext_noop("Authenticator app deactivated."),
    gettext_noop("Authenticator code"),
    gettext_noop("Create Passkey"),
    gettext_noop("Deactivate Authenticator App"),
    gettext_noop("Download codes"),
    gettext_noop("Email"),
    gettext_noop("Email address"),
    gettext_noop("Enter an authenticator code:"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Generate new codes"),
    gettext_noop("No recovery codes set up."),
    gettext_noop("No security keys have been added."),
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
    gettext_noop("Use authenticator app or code"),
    gettext_noop(
        "You are about to deactivate authenticator app based authentication. Are you sure?"
    ),
    gettext_noop(
        "Your account is protected by two-factor authentication. "
        "Please enter an authenticator code:"
    ),
)
