"""Works on an order: record by record, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.errors import DomainError
from opencity.core.texts import languages
from opencity.translation import queries
from opencity.translation.actions.desk import translate
from opencity.translation.actions.listing import catch_up_all
from opencity.translation.actions.machine.orders import (
    change,
    count_done,
    end,
    pass_over,
    subject_of,
)
from opencity.translation.enums import OrderState, Origin
from opencity.translation.exchange.judging import Shape, Verdict, judge
from opencity.translation.exchange.units import Unit, fingerprint
from opencity.translation.merging import Pair
from opencity.translation.models import Dispatch, MachineOrder
from opencity.translation.pieces import Piece, field_of
from opencity.translation.protecting import Lost, Prepared, prepare, restore
from opencity.translation.providers import (
    AtOnce,
    Busy,
    Later,
    Provider,
    Refused,
    provider_named,
)
from opencity.translation.providers.base import Addresses
from opencity.translation.queries import UNFINISHED
from opencity.translation.subjects import model_of, name_of
from opencity.translation.versions import may_publish

ATTEMPTS = 6
"""How often in a row a provider may be busy before an order is given up."""


@dataclass(frozen=True)
class Request:
    """Texts of one record for the machine, by the key of their piece."""

    row: models.Model
    pieces: Mapping[str, Piece]
    prepared: Mapping[str, Prepared]

    @property
    def markups(self) -> list[str]:
        """Return what is sent."""
        return [self.prepared[key].markup for key in self.pieces]


def work_on(*, order_id: int) -> None:
    """Translate what an order asks for; raises ``Busy`` to be called again later.

    What was translated stays, so that a repeated call goes on where the last one stopped.
    """
    order = MachineOrder.objects.select_related("ordered_by").filter(pk=order_id).first()
    if order is None or order.state not in queries.OPEN or order.state == OrderState.SENT:
        return
    provider = provider_named(order.provider)
    try:
        if provider is None:
            raise Refused(_("This provider is not configured."))
        if order.ordered_by is None:
            raise Refused(_("The account that ordered this is gone."))
        change(order, state=OrderState.RUNNING)
        _work(order, provider)
    except Refused as error:
        end(order, OrderState.FAILED, str(error))
    except Busy as error:
        _be_patient(order, error)


def _be_patient(order: MachineOrder, error: Busy) -> None:
    attempts = order.attempts + 1
    if attempts >= ATTEMPTS:
        end(order, OrderState.FAILED, str(error))
        return
    change(order, state=OrderState.WAITING, attempts=attempts, message=str(error))
    raise error


def _work(order: MachineOrder, provider: Provider) -> None:
    catch_up_all()
    for request in _requests(order, provider):
        if isinstance(provider, AtOnce):
            _translate_now(order, provider, request)
        elif isinstance(provider, Later):
            _send(order, provider, request)
        if order.attempts:
            change(order, attempts=0, message="")
    if order.dispatches.filter(settled=False).exists():
        change(order, state=OrderState.SENT)
    else:
        end(order, OrderState.DONE)


def _requests(order: MachineOrder, provider: Provider) -> Iterator[Request]:
    """Yield what a record still needs, in requests that the provider takes."""
    terms, sent = queries.glossary(), queries.sent_records(order)
    for label, key in queries.unfinished(order.language, subject_of(order)):
        model = model_of(label)
        row = model._default_manager.filter(pk=key).first() if model else None
        if row is None or (label, key) in sent:
            continue
        wanted = {
            entry.piece.key: entry.piece
            for entry in queries.sheet(row, order.language).entries
            if entry.standing in UNFINISHED
        }
        prepared = {
            name: prepare(
                piece.source,
                order.language,
                terms,
                rich=piece.field.rich,
                keeps_words=provider.keeps_words,
            )
            for name, piece in wanted.items()
        }
        for keys in _portions(prepared, provider):
            yield Request(row, {name: wanted[name] for name in keys}, prepared)


def _portions(prepared: Mapping[str, Prepared], provider: Provider) -> Iterator[list[str]]:
    keys, letters = list[str](), 0
    for key, text in prepared.items():
        size = len(text.markup)
        if keys and (len(keys) == provider.most_texts or letters + size > provider.most_letters):
            yield keys
            keys, letters = [], 0
        keys.append(key)
        letters += size
    if keys:
        yield keys


def _translate_now(order: MachineOrder, provider: AtOnce, request: Request) -> None:
    source = languages.source_language()
    answers = provider.translate(source, order.language, request.markups)
    seen = {key: piece.pair(order.language) for key, piece in request.pieces.items()}
    found = dict(zip(request.pieces, answers, strict=True))
    write_answers(order, request.row, seen, request.prepared, found)


def _send(order: MachineOrder, provider: Later, request: Request) -> None:
    dispatch = Dispatch(
        order=order,
        model=request.row._meta.label_lower,
        object_id=request.row.pk,
        texts=[
            {
                "key": key,
                "source": piece.source,
                "text": piece.texts.get(order.language, ""),
                "words": request.prepared[key].words,
                "rich": piece.field.rich,
            }
            for key, piece in request.pieces.items()
        ],
    )
    # The answer may be here before the call returns, so what it belongs to is kept first.
    dispatch.save()
    addresses = Addresses(
        *(
            settings.SITE_URL + reverse(f"translation-answers:{name}", args=[dispatch.token])
            for name in ("answer", "error")
        )
    )
    try:
        reference = provider.send(
            languages.source_language(), order.language, request.markups, addresses
        )
    except DomainError:
        dispatch.delete()
        raise
    Dispatch.objects.filter(pk=dispatch.pk).update(reference=reference)


def write_answers(
    order: MachineOrder,
    row: models.Model,
    seen: Mapping[str, Pair],
    prepared: Mapping[str, Prepared],
    answers: Mapping[str, str],
) -> None:
    """Save what a machine made of a record's texts, but for those that are no good."""
    texts = {}
    for key, answer in answers.items():
        text, problem = _usable(row, key, seen[key], prepared[key], answer)
        if problem:
            pass_over(order, f"{name_of(row)}:{key}", problem)
        else:
            texts[key] = text
    if texts and _save(order, row, seen, texts):
        count_done(order, len(texts))


def _usable(
    row: models.Model, key: str, seen: Pair, prepared: Prepared, answer: str
) -> tuple[str, str]:
    """Return a machine's text, and what is wrong with it."""
    try:
        text = restore(prepared, answer)
    except Lost:
        return "", _("The machine lost a word that must stay.")
    limit = field_of(type(row), key).text_length
    unit = Unit(key, seen.source, text, base=fingerprint(seen.text))
    verdict = judge(unit, seen, Shape(limit, prepared.rich))
    if verdict is Verdict.TOO_LONG:
        return "", _("The machine's text is longer than %(limit)d characters.") % {"limit": limit}
    if verdict is not Verdict.WRITE:
        return "", _("The machine's text is empty, unchanged or broken.")
    return text, ""


def _save(
    order: MachineOrder, row: models.Model, seen: Mapping[str, Pair], texts: Mapping[str, str]
) -> bool:
    actor: Any = order.ordered_by
    try:
        saved = translate(
            actor=actor,
            instance=row,
            language=order.language,
            texts=texts,
            seen=seen,
            publish=order.publish and may_publish(actor, row),
            origin=Origin.MACHINE,
        )
    except (DomainError, PermissionDenied) as error:
        pass_over(order, name_of(row), str(error))
        return False
    return saved is not None
