"""Loads the services' content files; ``cities/<city>/content/README.md`` describes them."""

from opencity.services.loading.folder import load_folder

__all__ = ["load_folder"]
