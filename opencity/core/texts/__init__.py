"""Multilingual texts: one row per thing, all its languages in one field."""

from opencity.core.texts.fields import Text, loaded_text_fields, text_fields
from opencity.core.texts.reading import Reading, read, text_hash
from opencity.core.texts.states import TextState, attach_states, state_of, summarise

__all__ = [
    "Reading",
    "Text",
    "TextState",
    "attach_states",
    "loaded_text_fields",
    "read",
    "state_of",
    "summarise",
    "text_fields",
    "text_hash",
]
