"""Writes of the desk: one language of one record, and a reviewer's word on a piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.publication import Publishable
from opencity.core.texts import languages
from opencity.translation.actions.records import confirm, record, triples, write
from opencity.translation.enums import Origin
from opencity.translation.errors import Locked, Overtaken, Unfit
from opencity.translation.merging import Merged, Pair, merge, same_pair
from opencity.translation.models import TranslationRecord
from opencity.translation.pieces import Piece, current_data, data_of, pieces, put
from opencity.translation.signals import standing_changed
from opencity.translation.subjects import has_drafts, publish_permission
from opencity.translation.versions import only_translations_differ

Seen = Mapping[str, Pair]
"""Pieces as a translator saw them."""


@dataclass(frozen=True)
class Saved:
    """What saving changed: the keys of the pieces, the new draft where the record has drafts."""

    keys: tuple[str, ...]
    revision: Revision | None


@transaction.atomic
def translate(
    *,
    actor: Any,
    instance: models.Model,
    language: str,
    texts: Mapping[str, str],
    base_revision: int | None = None,
    seen: Seen | None = None,
    publish: bool = False,
    origin: str = Origin.HUMAN,
) -> Saved | None:
    """Save one language of a record's texts: as a new draft, published at once if wanted.

    ``texts`` holds translations by the key of their piece. What the translator saw is named by
    ``base_revision`` or given as ``seen``. Nothing else of the record changes, so that a draft
    takes no further permission; what others saved meanwhile stays. A record without drafts is
    public at once, which takes the permission to change it. Returns ``None`` without changes.
    Raises ``Locked``, ``Overtaken``, ``Unfit``, or ``DomainError`` when publishing would publish
    more than translations.
    """
    require(actor, "translation.translate")
    row = reserved(instance)
    _refuse_language(language)
    draft = _open(actor, row, publish=publish)
    written = _written(row, draft, language, texts, _seen(row, language, base_revision, seen))
    saved = _save(actor, draft, language, written, origin) if written else None
    if publish and has_drafts(row):
        _publish(actor, row, saved)
    return saved


def reserved(instance: models.Model) -> models.Model:
    """Return the row as it is now, kept from others until the end of the transaction."""
    return type(instance)._default_manager.select_for_update().get(pk=instance.pk)


def _open(actor: Any, row: models.Model, *, publish: bool) -> models.Model:
    """Return the version to write in, or refuse."""
    if not has_drafts(row):
        require(actor, publish_permission(row))
        return row
    lock = row.get_lock()
    if lock is not None and (actor is None or lock.for_user(actor)):
        raise Locked
    if publish:
        _require_publishing(actor, row)
    return row.get_latest_revision_as_object()


def _refuse_language(language: str) -> None:
    if language not in languages.codes() or language == languages.source_language():
        raise DomainError(_("“%(code)s” is no language to translate into.") % {"code": language})


def _require_publishing(actor: Any, row: Publishable) -> None:
    require(actor, publish_permission(row))
    if not row.live or not only_translations_differ(row):
        raise DomainError(
            _(
                "Other changes wait to be published with this text. Save it, then have the whole "
                "record reviewed and published."
            )
        )


def _publish(actor: Any, row: Publishable, saved: Saved | None) -> None:
    latest = (saved and saved.revision) or row.latest_revision
    if latest and (saved or row.has_unpublished_changes):
        latest.publish(user=actor, skip_permission_checks=True)


def _written(
    row: models.Model,
    draft: models.Model,
    language: str,
    texts: Mapping[str, str],
    seen: Seen | None,
) -> dict[str, str]:
    """Return the texts that change something, or refuse them; ``seen`` is all where it is None."""
    now = {piece.key: piece for piece in pieces(type(row), data_of(draft))}
    pairs = {key: piece.pair(language) for key, piece in now.items()}
    merged = merge(pairs if seen is None else seen, pairs, texts)
    if merged.overtaken:
        raise Overtaken(merged)
    return _fit(now, merged.texts)


def _seen(
    row: models.Model, language: str, base_revision: int | None, seen: Seen | None
) -> Seen | None:
    """Return the pieces as they were seen; ``None`` for as they are, nothing for unknown."""
    if seen is not None or not has_drafts(row):
        return seen or {}
    if base_revision == row.latest_revision_id:
        return None
    base = row.revisions.filter(pk=base_revision).first() if base_revision else None
    found = pieces(type(row), base.content) if base else []
    return {piece.key: piece.pair(language) for piece in found}


def _fit(now: Mapping[str, Piece], texts: Mapping[str, str]) -> dict[str, str]:
    """Return clean texts; refuse those that their field cannot hold."""
    clean, problems = {}, {}
    for key, text in texts.items():
        box = forms.CharField(required=False, max_length=now[key].field.text_length)
        try:
            clean[key] = box.clean(text).replace("\r\n", "\n")
        except ValidationError as error:
            problems[key] = " ".join(error.messages)
    if problems:
        raise Unfit(problems)
    return clean


def _save(
    actor: Any, draft: models.Model, language: str, texts: Mapping[str, str], origin: str
) -> Saved:
    for key, text in texts.items():
        put(draft, key, language, text)
    saved = {piece.key: piece.texts for piece in pieces(type(draft), data_of(draft))}
    write(
        record(actor, each, origin)
        for each in triples(saved[key] for key in texts)
        if each[0] == language
    )
    detail: dict[str, Any] = {"language": language, "pieces": sorted(texts)}
    if origin != Origin.HUMAN:
        detail["origin"] = str(origin)
    revision = None
    if has_drafts(draft):
        revision = draft.save_revision(user=actor, clean=False, log_action=True)
        detail["revision"] = revision.pk
    else:
        draft.save()
        log(instance=draft, action="wagtail.edit", user=actor, content_changed=True)
    audit.record(actor=actor, action="translation.translate", target=draft, detail=detail)
    return Saved(tuple(sorted(texts)), revision)


@transaction.atomic
def confirm_piece(
    *,
    actor: Any,
    instance: models.Model,
    language: str,
    key: str,
    base_revision: int | None = None,
    seen: Seen | None = None,
) -> TranslationRecord:
    """Say that the translation of one piece is true to its source, both as the reviewer saw them.

    Raises ``Overtaken`` when either has changed since, ``DomainError`` when there is nothing.
    """
    require(actor, "translation.review")
    _refuse_language(language)
    row = reserved(instance)
    now = {each.key: each.pair(language) for each in pieces(type(row), current_data(row))}
    before = _seen(row, language, base_revision, seen)
    pair = now.get(key, Pair("", ""))
    known = pair if before is None else before.get(key, Pair("", ""))
    if not same_pair(known, pair):
        raise Overtaken(Merged(overtaken={key: (known, pair)}))
    if not pair.source or not pair.text:
        raise DomainError(_("There is no translation to confirm."))
    found = confirm(actor=actor, language=language, text=pair.text, source=pair.source)
    transaction.on_commit(lambda: standing_changed.send(sender=type(row), instance=row))
    return found
