"""All writes of the translation app."""

from opencity.translation.actions import machine
from opencity.translation.actions.desk import Saved, confirm_piece, reserved, translate
from opencity.translation.actions.exchange import (
    ImportRefused,
    Problem,
    Report,
    import_bundle,
)
from opencity.translation.actions.listing import (
    catch_up,
    catch_up_all,
    list_everything,
    note_many,
    note_record,
)
from opencity.translation.actions.records import confirm, record_change, record_texts

__all__ = [
    "ImportRefused",
    "Problem",
    "Report",
    "Saved",
    "catch_up",
    "catch_up_all",
    "confirm",
    "confirm_piece",
    "import_bundle",
    "list_everything",
    "machine",
    "note_many",
    "note_record",
    "record_change",
    "record_texts",
    "reserved",
    "translate",
]
