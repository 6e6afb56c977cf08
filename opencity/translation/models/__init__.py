"""All models of the translation app."""

from opencity.translation.models.glossary import GlossaryTerm
from opencity.translation.models.listing import ListedText, Unlisted
from opencity.translation.models.machine import Dispatch, MachineOrder
from opencity.translation.models.records import TranslationRecord

__all__ = [
    "Dispatch",
    "GlossaryTerm",
    "ListedText",
    "MachineOrder",
    "TranslationRecord",
    "Unlisted",
]
