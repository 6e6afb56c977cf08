"""Asks for a change of a record, and answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from opencity.accounts.queries import people
from opencity.accounts.roles import Role
from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.outbox import queue_mail
from opencity.editing.enums import ChangeState
from opencity.editing.models import ChangeRequest

_STEPS = {
    ChangeState.OPEN: {ChangeState.ACCEPTED, ChangeState.DECLINED, ChangeState.DONE},
    ChangeState.ACCEPTED: {ChangeState.DECLINED, ChangeState.DONE},
}
"""What may follow on what; the two last states are final."""


@transaction.atomic
def ask_for_change(
    *,
    actor: Any,
    row: models.Model,
    text: str,
    source: str = "",
    due_on: datetime.date | None = None,
) -> ChangeRequest:
    """Ask a record's owner, or the integration unit where it has none, for a change."""
    require(actor, "editing.add_changerequest")
    owner = getattr(row, "owner", None)
    request = ChangeRequest(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        text=text.strip(),
        source=source,
        due_on=due_on,
        wanted_by=actor,
        asked=owner if owner is not None and owner.is_active else None,
    )
    if due_on is not None and due_on < timezone.localdate():
        raise DomainError(_("“Needed by” lies in the past; choose a day from today on."))
    _check(request)
    request.save()
    audit.record(actor=actor, action="editing.ask_for_change", target=request)
    for person in _asked(request):
        if person != actor:
            _write(request, person, "editing/mail/change_asked.txt")
    return request


def _check(request: ChangeRequest) -> None:
    try:
        request.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(_named(error))) from None


def _named(error: ValidationError) -> Iterator[str]:
    """Yield each message after the name of its field."""
    for name, messages in error.message_dict.items():
        known = name != NON_FIELD_ERRORS
        label = ChangeRequest._meta.get_field(name).verbose_name if known else ""  # type: ignore[union-attr]  # own fields have one
        yield f"“{capfirst(str(label))}”: {' '.join(messages)}" if known else " ".join(messages)


def _asked(request: ChangeRequest) -> list[Any]:
    if request.asked is not None:
        return [request.asked]
    return list(people(Role.INTEGRATION_UNIT))


def may_answer(user: Any, request: ChangeRequest) -> bool:
    """Tell whether a person may answer: who is asked, and who answers for the unit."""
    return request.asked_id == user.pk or bool(user.has_perm("editing.change_changerequest"))


@transaction.atomic
def answer_change(
    *, actor: Any, request: ChangeRequest, state: ChangeState, answer: str = ""
) -> ChangeRequest:
    """Accept, decline or finish a change; who asked for it gets a mail."""
    request = ChangeRequest.objects.select_for_update().get(pk=request.pk)
    if actor is not None and not may_answer(actor, request):
        raise PermissionDenied(_("Your role does not allow this."))
    if state not in _STEPS.get(ChangeState(request.state), set()):
        message = _("This change is %(state)s already.")
        raise DomainError(message % {"state": request.get_state_display()})
    if state == ChangeState.DECLINED and not answer.strip():
        raise DomainError(_("Say why the change is declined."))
    request.state, request.answered_by, request.answered_at = state, actor, timezone.now()
    request.answer = answer.strip() or request.answer
    _check(request)
    request.save()
    audit.record(
        actor=actor, action="editing.answer_change", target=request, detail={"state": state}
    )
    if request.wanted_by is not None and request.wanted_by != actor and request.wanted_by.is_active:
        _write(request, request.wanted_by, "editing/mail/change_answered.txt")
    return request


def _write(request: ChangeRequest, person: Any, template: str) -> None:
    """Write to a person in their language; the first line of the template is the subject."""
    with override(person.language):
        url = settings.SITE_URL + reverse("editing:change", args=[request.pk])
        context = {"change": request, "record": request.record, "person": person, "url": url}
        subject, _line, body = render_to_string(template, context).partition("\n")
    queue_mail(
        to=person.email,
        subject=subject,
        body=body.strip() + "\n",
        language=person.language,
        key=f"change:{request.pk}:{request.state}:{person.pk}",
    )
