"""Set-up of the translation app."""

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    """Tells Django about ``opencity.translation``."""

    name = "opencity.translation"
    label = "translation"
