"""All models of the core."""

from opencity.core.audit.models import AuditEntry
from opencity.core.content.models import LoadedRecord

__all__ = ["AuditEntry", "LoadedRecord"]
