"""What the backend can and cannot do, where that differs from Django's own."""

from __future__ import annotations

from django.db.backends.sqlite3.features import DatabaseFeatures as SqliteFeatures


class DatabaseFeatures(SqliteFeatures):
    """Django's features of SQLite, with every result read to its end at once."""

    # A half-read SELECT keeps its old snapshot, and a write on the same connection would then be
    # refused for good as soon as anybody else has written: SQLite cannot move a snapshot forward.
    can_use_chunked_reads = False

    # Every test database here is a file, so threads may open connections of their own.
    test_db_allows_multiple_connections = True
