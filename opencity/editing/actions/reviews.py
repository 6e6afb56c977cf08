"""Says of records that somebody looked at their facts and found them true."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError
from opencity.core.office.access import may_work_on, rows_for
from opencity.core.registries import reviewed_kinds
from opencity.editing.kinds import next_review, stamps, standing_revisions

_LONGEST = datetime.timedelta(days=5 * 366)


def may_confirm(user: Any, row: Any) -> bool:
    """Tell whether a person may say that a record is true: its owner, and who may change it."""
    if row.owner_id == user.pk and user.has_perm("wagtailadmin.access_admin"):
        return True
    meta = row._meta
    allowed = user.has_perm(f"{meta.app_label}.change_{meta.model_name}")
    return bool(allowed) and may_work_on(user, row)


def confirmable(user: Any, rows: Iterable[Any]) -> set[Any]:
    """Return those of some records that a person may confirm, in one query a kind at most."""
    found, others = set(), defaultdict(list)
    for row in rows:
        if row.owner_id == user.pk:
            found.add(row)
        else:
            others[type(row)].append(row)
    for model, theirs in others.items():
        if user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            reached = rows_for(user, model).filter(pk__in=[row.pk for row in theirs])
            keys = set(reached.values_list("pk", flat=True))
            found |= {row for row in theirs if row.pk in keys}
    return found


@transaction.atomic
def confirm_checked(
    *, actor: Any, rows: Sequence[Any], review_after: datetime.date | None = None
) -> int:
    """Note that the facts of some records were checked today; return how many.

    Without a date each is looked at again after the days of its kind. The note is made on the
    public row and on every version that may become public; nothing else is published by it.
    """
    today = timezone.localdate()
    if review_after is not None and not today < review_after <= today + _LONGEST:
        raise DomainError(_("“Look again on” must be a day after today, within five years."))
    for row in rows:
        if actor is not None and not may_confirm(actor, row):
            raise PermissionDenied(_("Your role does not allow this."))
        _confirm(actor, row, today, review_after)
    return len(rows)


def _confirm(
    actor: Any, row: Any, today: datetime.date, review_after: datetime.date | None
) -> None:
    model = type(row)
    kind = reviewed_kinds.get(model._meta.label_lower)
    if kind is None:
        raise DomainError(_("Records of this kind are not looked at again."))
    fresh = model._default_manager.select_for_update().get(pk=row.pk)
    if getattr(fresh, "locked", False) and fresh.locked_by_id != getattr(actor, "pk", None):
        raise DomainError(_("“%(record)s” is locked; unlock it first.") % {"record": fresh})
    again = review_after or next_review(kind, today)
    fresh.verified_on, fresh.verified_by, fresh.review_after = today, actor, again
    fresh.save(update_fields=["verified_on", "verified_by", "review_after", *stamps(model)])
    values = {
        "verified_on": today.isoformat(),
        "verified_by": getattr(actor, "pk", None),
        "review_after": again.isoformat(),
    }
    for revision in standing_revisions(model._default_manager.filter(pk=row.pk)):
        revision.content = revision.content | values
        type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    audit.record(
        actor=actor,
        action="editing.confirm_checked",
        target=fresh,
        detail={"review_after": again, "before": row.verified_on},
    )
