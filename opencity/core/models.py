"""All models of the core."""

from opencity.core.audit.models import AuditEntry
from opencity.core.content.models import LoadedRecord
from opencity.core.jobs.models import ScheduledJob
from opencity.core.outbox.models import OutgoingMail
from opencity.core.pagecache.models import CacheStamp

__all__ = ["AuditEntry", "CacheStamp", "LoadedRecord", "OutgoingMail", "ScheduledJob"]
