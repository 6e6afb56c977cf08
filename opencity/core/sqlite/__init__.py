"""A Django database backend: SQLite behind a fair gate for writers (docs/adr/0002)."""
