"""Set-up of the theme app."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """Tells Django about ``opencity.theme``."""

    name = "opencity.theme"
    label = "theme"
