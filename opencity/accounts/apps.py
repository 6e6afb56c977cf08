"""Set-up of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tells Django about ``opencity.accounts``."""

    name = "opencity.accounts"
    label = "accounts"
