"""Set-up of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Tells Django about the people of the platform."""

    name = "opencity.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default = True

    def ready(self) -> None:
        """Connect the app's own reactions."""
        from opencity.accounts import receivers  # noqa: F401  # importing connects the receivers


class OfficeUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our own screens; stands in INSTALLED_APPS in its place."""

    user_viewset = "opencity.accounts.office.AccountViewSet"
