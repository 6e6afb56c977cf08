"""How a message is judged and how long things are kept; pure functions."""

from __future__ import annotations

import datetime
import re

LONGEST = 3000
KEEP_CONTACT = datetime.timedelta(days=180)
KEEP_CONTACT_ANSWERED = datetime.timedelta(days=30)
KEEP_TEXT = datetime.timedelta(days=730)
QUICKEST = 3
"""Seconds that a person needs at least to write a message."""
OLDEST = 24 * 3600
"""Seconds after which a form that was opened must be opened anew."""

_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
_MOST_LINKS = 2


def looks_like_spam(text: str, *, seconds: float | None) -> bool:
    """Tell whether a person should look twice: many links, or written faster than anybody types.

    ``seconds`` is the time between opening and sending the form, ``None`` where it is not known.
    """
    too_quick = seconds is not None and seconds < QUICKEST
    return too_quick or len(_LINK.findall(text)) > _MOST_LINKS


def erase_contact_after(
    received: datetime.date, answered: datetime.date | None = None
) -> datetime.date:
    """Return the last day on which a sender's address is kept."""
    last = received + KEEP_CONTACT
    return min(last, answered + KEEP_CONTACT_ANSWERED) if answered else last
