"""How people sign in; one of the settings modules that ``config.settings`` reads."""

from __future__ import annotations

import os

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts_data"
LOGOUT_REDIRECT_URL = "/"

_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": _VALIDATION + "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "opencity.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Whoever asks for an unknown address gets the same page, and the stranger's mailbox gets nothing.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Counted in the shared cache, so that every worker and node sees the same numbers. The limit by
# address is a window that slides: nobody can be kept out by others for longer than five minutes,
# and a passkey or a code by mail works meanwhile.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}

# How many proxies of ours stand in front and append to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("OPENCITY_PROXIES", "0"))

MFA_ADAPTER = "opencity.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

# Passwords, addresses and their recovery belong to the pages under /<language>/account/.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# No officer's address, hashed or not, goes to a foreign picture service.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
