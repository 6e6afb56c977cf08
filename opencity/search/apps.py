"""Set-up of the search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Tells Django about ``opencity.search``."""

    name = "opencity.search"
    label = "opencity_search"
