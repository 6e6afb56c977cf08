"""Reads orders to a machine."""

from __future__ import annotations

from django.db import models

from opencity.translation.enums import OrderState
from opencity.translation.models import Dispatch, MachineOrder
from opencity.translation.queries.desk import Subject

OPEN = (OrderState.WAITING, OrderState.RUNNING, OrderState.SENT)
_SHOWN = 20


def orders() -> list[MachineOrder]:
    """Return the newest orders."""
    return list(MachineOrder.objects.select_related("ordered_by")[:_SHOWN])


def open_orders(language: str, subject: Subject | None) -> models.QuerySet[MachineOrder]:
    """Return the orders in work that would fill the same texts."""
    rows = MachineOrder.objects.filter(language=language, state__in=OPEN)
    if subject is None:
        return rows
    same = models.Q(model=subject[0], object_id=subject[1])
    return rows.filter(same | models.Q(object_id=None))


def sent_records(order: MachineOrder) -> set[Subject]:
    """Return the records of an order that were sent to a provider already."""
    return set(order.dispatches.values_list("model", "object_id"))


def dispatch_of(token: str) -> Dispatch | None:
    """Return what was sent under a token."""
    return Dispatch.objects.select_related("order").filter(token=token).first()
