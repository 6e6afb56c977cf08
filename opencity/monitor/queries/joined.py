"""Texts of several rows as one, on both databases."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler


class Joined(Aggregate):
    """The values of a group joined by commas, which no value may hold."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **kwargs: Any) -> Any:
        """Use PostgreSQL's own function."""
        template = "STRING_AGG(%(expressions)s, ',')"
        return super().as_sql(compiler, connection, template=template, **kwargs)
