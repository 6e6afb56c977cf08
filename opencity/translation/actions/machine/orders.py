"""Takes orders to a machine and keeps their state."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.texts import languages
from opencity.translation import queries
from opencity.translation.actions.listing import catch_up_all
from opencity.translation.enums import OrderState
from opencity.translation.models import MachineOrder
from opencity.translation.providers import provider_named
from opencity.translation.queries import Subject
from opencity.translation.subjects import may_write

_MOST_NOTED = 200


def order_translation(
    *,
    actor: Any,
    provider: str,
    language: str,
    instance: models.Model | None = None,
    publish: bool = False,
) -> MachineOrder:
    """Order what is missing or outdated in a language, of one record or of the whole site.

    The work is done in the background. Everything becomes a draft of machine origin; with
    ``publish`` it is published where the actor may and where nothing else would go out. Raises
    ``DomainError`` where there is nothing to do, or where it is being done already.
    """
    require(actor, "translation.translate")
    _refuse(actor, provider, language, instance)
    subject = (instance._meta.label_lower, instance.pk) if instance is not None else None
    catch_up_all()
    total = sum(map(len, queries.unfinished(language, subject).values()))
    if not total:
        raise DomainError(_("Nothing is missing or outdated here."))
    with transaction.atomic():
        if queries.open_orders(language, subject).exists():
            raise DomainError(_("A machine is translating this already."))
        order = MachineOrder.objects.create(
            provider=provider,
            language=language,
            model=subject[0] if subject else "",
            object_id=subject[1] if subject else None,
            publish=publish,
            ordered_by=actor,
            total=total,
        )
        detail = {"provider": provider, "language": language, "texts": total}
        audit.record(actor=actor, action="translation.order", target=order, detail=detail)
        _start(order)
    return order


def _refuse(actor: Any, provider: str, language: str, instance: models.Model | None) -> None:
    if provider_named(provider) is None:
        raise DomainError(_("This provider is not configured."))
    if language not in languages.codes() or language == languages.source_language():
        raise DomainError(_("“%(code)s” is no language to translate into.") % {"code": language})
    if instance is not None and not may_write(actor, instance):
        raise PermissionDenied(_("Your role does not allow this."))


def _start(order: MachineOrder) -> None:
    from opencity.translation.tasks import work_on_order  # tasks call actions

    work_on_order.enqueue(order.pk)


def change(order: MachineOrder, **values: Any) -> None:
    """Keep some values of an order."""
    MachineOrder.objects.filter(pk=order.pk).update(**values)
    order.refresh_from_db()


def count_done(order: MachineOrder, number: int) -> None:
    """Count texts as translated, whoever else counts at the same time."""
    change(order, done=F("done") + number)


def pass_over(order: MachineOrder, name: str, reason: str) -> None:
    """Note what the machine leaves as it is, and why."""
    with transaction.atomic():
        row = MachineOrder.objects.select_for_update().get(pk=order.pk)
        if len(row.passed_over) < _MOST_NOTED:
            row.passed_over = [*row.passed_over, {"text": name, "reason": reason}]
            row.save(update_fields=["passed_over"])
    order.refresh_from_db()


def end(order: MachineOrder, state: OrderState, message: str = "") -> None:
    """Note that an order is done or given up."""
    change(order, state=state, message=message, ended_at=timezone.now())


def subject_of(order: MachineOrder) -> Subject | None:
    """Return the record that an order is for, ``None`` for the whole site."""
    return (order.model, order.object_id) if order.object_id is not None else None
