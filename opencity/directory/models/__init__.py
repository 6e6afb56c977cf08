"""All models of the directory."""

from opencity.directory.models.bindings import EditorBinding
from opencity.directory.models.contacts import Contact
from opencity.directory.models.organisations import Organisation
from opencity.directory.models.places import District, HoursException, OpeningHours, Place

__all__ = [
    "Contact",
    "District",
    "EditorBinding",
    "HoursException",
    "OpeningHours",
    "Organisation",
    "Place",
]
