"""What people look for in vain, gathered for editors without anything about the people.

A search only puts its words into memory. Once a minute a thread of the process writes what has
gathered, each query once, so that nobody waits for it and a person who types the same again and
again counts as one.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Mapping

from django.db import Error, connection

from opencity.search.actions import count_missed
from opencity.search.analysis import normal
from opencity.search.models import MissedQuery

logger = logging.getLogger(__name__)

PAUSE = 60.0
MOST_GATHERED = 200
LONGEST = 80
MOST_WORDS = 10
_MOST_DIGITS = 4
_ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:com|net|org|bg|eu|ru|ua|tr)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"„“”«»]|(?<!\w)'|'(?!\w)")
_NAME = re.compile(r"\b[A-ZА-ЯЁЇІЄҐÇĞİÖŞÜ][^\W\d_]*[a-zа-яёїієґçğıöşü][-’'\w]*\s+"
                   r"[A-ZА-ЯЁЇІЄҐÇĞİÖŞÜ][^\W\d_]*[a-zа-яёїієґçğıöşü]")  # fmt: skip

Write = Callable[[Mapping[tuple[str, str], str]], object]
"""Takes outcomes by language and query."""


def cleaned(query: str) -> str:
    """Return a query in the form in which it is counted; empty when it may tell of a person.

    Dropped whole: addresses, more than four digits, anything in quotation marks, what looks like
    two names in a row, and what is longer than people ask for a service.
    """
    text = " ".join(query.split())
    personal = _ADDRESS.search(text) or _QUOTED.search(text) or _NAME.search(text)
    if personal or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return ""
    text = "".join(sign for sign in normal(text) if sign.isprintable()).strip(" ?!.,;:…")
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        return ""
    return text if sum(map(str.isalpha, text)) > 1 else ""


class Collector:
    """Gathers missed queries of one process; ``write`` gets those of each pause."""

    def __init__(self, write: Write, pause: float = PAUSE) -> None:
        self._write = write
        self._pause = pause
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], str] = {}
        self._timer: threading.Timer | None = None
        self.is_on = False

    def note(self, query: str, language: str, outcome: MissedQuery.Outcome) -> None:
        """Remember a query, if the process serves visitors and the query tells of nobody."""
        text = cleaned(query) if self.is_on else ""
        if not text:
            return
        with self._lock:
            if len(self._seen) < MOST_GATHERED:
                self._seen[language, text] = outcome.value
            if self._timer is None:
                self._timer = threading.Timer(self._pause, self._flush_and_part)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Write what has gathered; what the database refuses is lost, and the log says so."""
        with self._lock:
            seen, self._seen, self._timer = self._seen, {}, None
        try:
            if seen:
                self._write(seen)
        except Error as error:
            logger.warning("search: %d missed queries could not be counted: %s", len(seen), error)

    def _flush_and_part(self) -> None:
        try:
            self.flush()
        finally:
            connection.close()


collector = Collector(count_missed)
"""What this process gathers; off until it serves visitors."""
