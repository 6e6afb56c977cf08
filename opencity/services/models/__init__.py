"""All models of the services."""

from opencity.services.models.catalogue import Document, LifeEvent, Topic
from opencity.services.models.checklist import ChecklistItem
from opencity.services.models.exchange import ExchangedRecord
from opencity.services.models.guides import Guide, GuideStep
from opencity.services.models.parts import (
    Condition,
    Cost,
    LegalBasis,
    Note,
    RequiredDocument,
    Step,
    TimeLimit,
)
from opencity.services.models.services import Service

__all__ = [
    "ChecklistItem",
    "Condition",
    "Cost",
    "Document",
    "ExchangedRecord",
    "Guide",
    "GuideStep",
    "LegalBasis",
    "LifeEvent",
    "Note",
    "RequiredDocument",
    "Service",
    "Step",
    "TimeLimit",
    "Topic",
]
