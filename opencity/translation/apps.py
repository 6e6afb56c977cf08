"""Set-up of the translation app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Tells Django about the translation desk."""

    name = "opencity.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        """Connect the app's reactions and offer its numbers."""
        from opencity.translation import (  # noqa: F401  # importing connects the receivers
            lexicon,
            loading,
            receivers,
            registers,
            tasks,
        )
        from opencity.translation.tiles import register_tiles

        register_tiles()
        loading.register()
        lexicon.register()
        registers.register()
