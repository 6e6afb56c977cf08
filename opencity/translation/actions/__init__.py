"""All writes of the translation app."""

from opencity.translation.actions.desk import confirm_piece, publish_permission, translate
from opencity.translation.actions.records import confirm, record_change, record_texts

__all__ = [
    "confirm",
    "confirm_piece",
    "publish_permission",
    "record_change",
    "record_texts",
    "translate",
]
