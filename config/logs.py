"""Logs: one JSON object per line for machines, plain lines on a terminal.

No line holds a query string, an address of a visitor or a value from a form.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from opencity.core.request_id import current_request_id


class SafeFormatter(logging.Formatter):
    """Leaves out of messages and errors what could tell about a person."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line with the route of a request in place of its full address."""
        record.message = f"{safe_message(record)} {path_of(record)}".rstrip()
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """Return a traceback without PostgreSQL's details, which quote values of rows."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith("DETAIL:"))


class JsonFormatter(SafeFormatter):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its line end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": safe_message(record),
            "request_id": current_request_id(),
            "path": path_of(record),
            "status": getattr(record, "status_code", None),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        kept = {name: value for name, value in line.items() if value not in (None, "")}
        return json.dumps(kept, ensure_ascii=False, default=str)


def safe_message(record: logging.LogRecord) -> str:
    """Return the message; of one about a request, what happened without the address."""
    message = record.getMessage()
    return message.partition(": ")[0] if hasattr(record, "request") else message


def path_of(record: logging.LogRecord) -> str:
    """Return the route of the record's request, or its path when no route was found."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else getattr(request, "path", "")


def logging_settings(*, to_terminal: bool) -> dict[str, Any]:
    """Return Django's ``LOGGING``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "config.logs.JsonFormatter"},
            "plain": {
                "()": "config.logs.SafeFormatter",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "plain" if to_terminal else "json",
            },
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO", "handlers": [], "propagate": True},
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "_granian": {"level": "ERROR"},
        },
    }


LOGGING = logging_settings(to_terminal=sys.stderr.isatty())
