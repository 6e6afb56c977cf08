"""Set-up of the search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Tells Django about ``opencity.search``."""

    name = "opencity.search"
    label = "opencity_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Follow the changes of everything findable; offer the loader of synonyms."""
        from opencity.search import loading, receivers, tasks  # noqa: F401  # a schedule

        receivers.connect()
        loading.register()
