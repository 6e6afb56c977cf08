"""Replaces one address in every record, as published and in what may be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.batches import batch
from opencity.core.errors import DomainError, require
from opencity.core.texts import text_hash
from opencity.editing import kinds
from opencity.editing.actions.links import collect_links
from opencity.editing.kinds import standing_revisions
from opencity.editing.links import addresses, places
from opencity.translation.actions.records import triples
from opencity.translation.models import TranslationRecord
from opencity.translation.pieces import data_of, pieces

_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Replaced:
    """A record in which an address stands, in which fields, and whether in its draft alone."""

    record: Any
    paths: tuple[str, ...]
    in_draft: bool


def uses_of(old: str) -> list[Replaced]:
    """Return every record with an address, asked of the records themselves."""
    found: dict[tuple[str, int], list[places.Found]] = {}
    for each in places.everywhere():
        if each.url == old:
            key = (each.record._meta.label_lower, each.record.pk)
            found.setdefault(key, []).append(each)
    return [
        Replaced(
            uses[0].record,
            tuple(dict.fromkeys(each.path for each in uses)),
            all(each.in_draft for each in uses),
        )
        for uses in found.values()
    ]


def check_new_address(new: str) -> str:
    """Return an address to put in another's place; raise ``DomainError`` for one that is none."""
    new = new.strip()
    try:
        _is_web_address(new)
    except ValidationError:
        message = _("“%(address)s” is no web address; write it like https://city.example/page.")
        raise DomainError(message % {"address": new}) from None
    return new


def replace_link(*, actor: Any, old: str, new: str) -> int:
    """Put one address in the place of another in every record; return in how many.

    The public rows change and so do the versions that may become public; nothing else of a draft
    is published by it, and a translation stays as true to its source as it was.
    """
    require(actor, "editing.replace_link")
    new = check_new_address(new)
    with batch():
        uses = uses_of(old)
        if not uses:
            raise DomainError(_("This address stands in no record any more."))
        for use in uses:
            _replace_in(use.record, old, new)
            audit.record(
                actor=actor,
                action="editing.replace_link",
                target=use.record,
                detail={"old": old, "new": new, "fields": list(use.paths)},
            )
        collect_links()
    return len(uses)


def _replace_in(record: models.Model, old: str, new: str) -> None:
    model = type(record)
    before = _texts(record)
    rows = [record]
    for relation in places.row_relations(model):
        rows += list(getattr(record, str(relation.get_accessor_name())).all())
    for row in rows:
        _replace_in_row(row, old, new)
    for revision in standing_revisions(model._default_manager.filter(pk=record.pk)):
        content = _content_with(model, revision.content, old, new)
        type(revision).objects.filter(pk=revision.pk).update(content=content)
    _keep_translations(before, old, new)


def _replace_in_row(row: models.Model, old: str, new: str) -> None:
    changed = []
    for field in places.written_fields(type(row)):
        value = getattr(row, field.attname)
        replaced = addresses.replaced_in(value, old, new)
        if replaced != value:
            _refuse_unfit(row, field, replaced)
            setattr(row, field.attname, replaced)
            changed.append(field.name)
    if changed:
        row.save(update_fields=[*changed, *kinds.stamps(type(row))])


def _refuse_unfit(row: models.Model, field: models.Field[Any, Any], value: Any) -> None:
    try:
        field.clean(value, row)
    except ValidationError as error:
        message = _("“%(record)s”, %(field)s: %(reason)s Nothing was changed.")
        reason = " ".join(error.messages)
        raise DomainError(
            message % {"record": row, "field": field.verbose_name, "reason": reason}
        ) from None


def _content_with(
    model: type[models.Model], content: dict[str, Any], old: str, new: str
) -> dict[str, Any]:
    changed = dict(content)
    for field in places.written_fields(model):
        if field.name in content:
            changed[field.name] = addresses.replaced_in(content[field.name], old, new)
    for relation in places.row_relations(model):
        name = str(relation.get_accessor_name())
        rows = content.get(name) or []
        changed[name] = [_content_with(relation.related_model, row, old, new) for row in rows]
    return changed


def _texts(record: models.Model) -> list[dict[str, str]]:
    """Return the multilingual texts of a record, as published and in its standing versions."""
    model = type(record)
    versions: list[Any] = [data_of(record)]
    for revision in standing_revisions(model._default_manager.filter(pk=record.pk)):
        versions.append(revision.content)
    return [dict(piece.texts) for data in versions for piece in pieces(model, data)]


def _keep_translations(texts: list[dict[str, str]], old: str, new: str) -> None:
    """Let what is known of a translation hold for it with the new address, true or outdated."""
    touched = {
        (language, text_hash(text)): addresses.replace(text, old, new)
        for language, text, source in triples(texts)
        if old in text or old in source
    }
    known = TranslationRecord.objects.filter(text_hash__in={key[1] for key in touched})
    copies = []
    for record in known.order_by("pk"):
        text = touched.get((record.language, record.text_hash))
        if text is None:
            continue
        record.source_text = addresses.replace(record.source_text, old, new)
        record.text_hash, record.source_hash = text_hash(text), text_hash(record.source_text)
        record.pk, record._state.adding = None, True
        copies.append(record)
    TranslationRecord.objects.bulk_create(copies, ignore_conflicts=True)
