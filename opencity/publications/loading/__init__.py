"""Loads the ready-made packs of a city's content."""

from opencity.publications.loading.folder import load_folder

__all__ = ["load_folder"]
