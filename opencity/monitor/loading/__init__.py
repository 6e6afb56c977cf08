"""Brings the monitor's content files into the database."""

from opencity.monitor.loading.folder import load_folder

__all__ = ["load_folder"]
