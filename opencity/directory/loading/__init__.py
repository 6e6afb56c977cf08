"""Loads the directory's content files; ``cities/<city>/content/README.md`` describes them."""

from opencity.directory.loading.folder import load_folder

__all__ = ["load_folder"]
