"""The audit log: who changed what and when, chained by hashes so that no entry can be altered."""

from opencity.core.audit.chain import Broken, broken_links, record

__all__ = ["Broken", "broken_links", "record"]
