"""Takes what a provider sends later, and what it could not do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.translation.actions.machine.orders import end, pass_over
from opencity.translation.actions.machine.work import write_answers
from opencity.translation.enums import OrderState
from opencity.translation.merging import Pair
from opencity.translation.models import Dispatch
from opencity.translation.protecting import Prepared
from opencity.translation.providers import Later, Trouble, provider_named
from opencity.translation.subjects import model_of

PATIENCE = timedelta(days=1)
"""How long an answer is waited for."""


def receive_answer(*, token: str, body: bytes) -> bool:
    """Keep the translations that came for a token and have them saved; False for an unknown one.

    Only the first answer counts.
    """
    return _receive(token, lambda provider, number: {"answer": provider.read_answer(body, number)})


def receive_error(*, token: str, given: Mapping[str, str]) -> bool:
    """Keep what a provider says went wrong; return False for an unknown token."""
    return _receive(token, lambda provider, _number: {"error": provider.read_error(given)})


def _receive(token: str, read: Any) -> bool:
    with transaction.atomic():
        found = Dispatch.objects.select_for_update().filter(token=token).first()
        if found is None:
            return False
        if found.settled or found.answer is not None or found.error:
            return True
        provider = provider_named(found.order.provider)
        try:
            known = read(provider, len(found.texts)) if isinstance(provider, Later) else {}
        except Trouble as error:
            known = {"error": str(error)}
        if not known:
            return True
        Dispatch.objects.filter(pk=found.pk).update(**known)
        _settle_soon(found.pk)
    return True


def _settle_soon(key: int) -> None:
    from opencity.translation.tasks import settle_dispatch  # tasks call actions

    settle_dispatch.enqueue(key)


def settle(*, dispatch_id: int) -> None:
    """Save the translations of one dispatch, and end its order with the last one."""
    dispatch = Dispatch.objects.select_related("order__ordered_by").filter(pk=dispatch_id).first()
    if dispatch is None or dispatch.settled:
        return
    if dispatch.error:
        pass_over(dispatch.order, f"{dispatch.model} {dispatch.object_id}", dispatch.error)
    elif dispatch.answer is not None:
        _write(dispatch)
    Dispatch.objects.filter(pk=dispatch.pk).update(settled=True)
    order = dispatch.order
    order.refresh_from_db()
    waits = order.dispatches.filter(settled=False).exists()
    if order.state == OrderState.SENT and not waits:
        end(order, OrderState.DONE)


def _write(dispatch: Dispatch) -> None:
    model = model_of(dispatch.model)
    row = model._default_manager.filter(pk=dispatch.object_id).first() if model else None
    if row is None:
        return
    sent = {text["key"]: text for text in dispatch.texts}
    write_answers(
        dispatch.order,
        row,
        {key: Pair(text["source"], text["text"]) for key, text in sent.items()},
        {key: Prepared("", tuple(text["words"]), text["rich"]) for key, text in sent.items()},
        dict(zip(sent, dispatch.answer or [], strict=True)),
    )


def give_up_waiting() -> int:
    """Settle what was not answered in time; return how much."""
    late = Dispatch.objects.filter(
        settled=False, answer__isnull=True, error="", sent_at__lt=timezone.now() - PATIENCE
    )
    keys = list(late.values_list("pk", flat=True))
    for key in keys:
        Dispatch.objects.filter(pk=key).update(error=_("The provider sent no answer in a day."))
        settle(dispatch_id=key)
    return len(keys)
