"""Backup and restore of the whole site: database and media in one file (docs/adr/0006)."""
