"""The outbox: mail is written in the transaction that causes it and sent afterwards."""

from opencity.core.outbox.actions import forget_address, queue_mail

__all__ = ["forget_address", "queue_mail"]
