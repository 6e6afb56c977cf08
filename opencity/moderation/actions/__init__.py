"""All writes of moderation."""

from opencity.moderation.actions.answering import answer, close, mark_as_spam, publish_answer, take
from opencity.moderation.actions.receiving import receive, vote, withdraw
from opencity.moderation.actions.retention import erase_what_is_old

__all__ = [
    "answer",
    "close",
    "erase_what_is_old",
    "mark_as_spam",
    "publish_answer",
    "receive",
    "take",
    "vote",
    "withdraw",
]
