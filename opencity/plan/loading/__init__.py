"""Loads the plan's content files; ``cities/<city>/content/README.md`` describes them."""

from opencity.plan.loading.folder import load_folder

__all__ = ["load_folder"]
