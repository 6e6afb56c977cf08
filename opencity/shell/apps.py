"""Set-up of the shell app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Tells Django about ``opencity.shell``."""

    name = "opencity.shell"
    label = "shell"
