"""Writes of the desk: one language of one object, and a reviewer's word on a piece."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.core.publication import Publishable
from opencity.core.texts import languages
from opencity.translation import queries
from opencity.translation.actions.records import confirm, record, triples, write
from opencity.translation.errors import Locked, Overtaken, Unfit
from opencity.translation.merging import Merged, Pair, merge
from opencity.translation.models import TranslationRecord
from opencity.translation.pieces import Piece, current_data, data_of, pieces, put
from opencity.translation.signals import standing_changed
from opencity.translation.versions import only_translations_differ


@transaction.atomic
def translate(
    *,
    actor: Any,
    instance: Publishable,
    language: str,
    texts: Mapping[str, str],
    base_revision: int | None,
    publish: bool = False,
) -> Revision | None:
    """Save one language of an object's texts as a new draft, published at once if wanted.

    ``texts`` holds translations by the key of their piece, ``base_revision`` names the version
    that the translator saw. Nothing else of the object changes, so that no further permission is
    needed; what others saved meanwhile stays. Returns the new revision, ``None`` without changes.
    Raises ``Locked``, ``Overtaken``, ``Unfit``, or ``DomainError`` when publishing would publish
    more than translations.
    """
    require(actor, "translation.translate")
    row = _reserved(instance)
    _refuse_lock(actor, row)
    _refuse_language(language)
    if publish:
        _require_publishing(actor, row)
    draft = row.get_latest_revision_as_object()
    written = _written(row, draft, language, texts, base_revision)
    revision = _save_draft(actor, draft, language, written) if written else None
    latest = revision or row.latest_revision
    if publish and latest and (revision or row.has_unpublished_changes):
        latest.publish(user=actor, skip_permission_checks=True)
    return revision


def _reserved(instance: Publishable) -> Publishable:
    """Return the row as it is now, kept from others until the end of the transaction."""
    return type(instance)._default_manager.select_for_update().get(pk=instance.pk)


def _refuse_lock(actor: Any, row: Publishable) -> None:
    lock = row.get_lock()
    if lock is not None and (actor is None or lock.for_user(actor)):
        raise Locked


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


def publish_permission(row: Publishable) -> str:
    """Return the permission that publishing a record of this kind takes."""
    return f"{row._meta.app_label}.{get_permission_codename('publish', row._meta)}"


def _written(
    row: Publishable,
    draft: Publishable,
    language: str,
    texts: Mapping[str, str],
    base_revision: int | None,
) -> dict[str, str]:
    """Return the texts that change something, or refuse them."""
    now = {piece.key: piece for piece in pieces(type(row), data_of(draft))}
    pairs = {key: piece.pair(language) for key, piece in now.items()}
    merged = merge(_seen(row, pairs, language, base_revision), pairs, texts)
    if merged.overtaken:
        raise Overtaken(merged)
    return _fit(now, merged.texts)


def _seen(
    row: Publishable, now: Mapping[str, Pair], language: str, base_revision: int | None
) -> Mapping[str, Pair]:
    """Return the pieces as the translator saw them; nothing where that is no longer known."""
    if base_revision == row.latest_revision_id:
        return now
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


def _save_draft(
    actor: Any, draft: Publishable, language: str, texts: Mapping[str, str]
) -> Revision:
    for key, text in texts.items():
        put(draft, key, language, text)
    saved = {piece.key: piece.texts for piece in pieces(type(draft), data_of(draft))}
    write(
        record(actor, each) for each in triples(saved[key] for key in texts) if each[0] == language
    )
    revision = draft.save_revision(user=actor, clean=False, log_action=True)
    audit.record(
        actor=actor,
        action="translation.translate",
        target=draft,
        detail={"language": language, "pieces": sorted(texts), "revision": revision.pk},
    )
    transaction.on_commit(queries.forget_counts)
    return revision


@transaction.atomic
def confirm_piece(
    *, actor: Any, instance: Publishable, language: str, key: str, base_revision: int | None
) -> TranslationRecord:
    """Say that the translation of one piece is true to its source, both as the reviewer saw them.

    Raises ``Overtaken`` when either has changed since, ``DomainError`` when there is nothing.
    """
    require(actor, "translation.review")
    _refuse_language(language)
    row = _reserved(instance)
    now = {each.key: each.pair(language) for each in pieces(type(row), current_data(row))}
    pair = now.get(key, Pair("", ""))
    seen = _seen(row, now, language, base_revision).get(key, Pair("", ""))
    if seen != pair:
        raise Overtaken(Merged(overtaken={key: (seen, pair)}))
    if not pair.source or not pair.text:
        raise DomainError(_("There is no translation to confirm."))
    record = confirm(actor=actor, language=language, text=pair.text, source=pair.source)
    transaction.on_commit(lambda: standing_changed.send(sender=type(row), instance=row))
    return record
