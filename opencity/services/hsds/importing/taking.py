"""Writes staged records: new ones in bulk, known ones merged with what people made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date

from opencity.core.content.merge import Merging
from opencity.core.content.records import assign, kept
from opencity.core.publication import Publishable
from opencity.directory.models import Organisation, Place
from opencity.services.hsds.catalogue import at_location, own
from opencity.services.hsds.directory import own_location, own_organisation
from opencity.services.hsds.exchanged import fingerprints, own_part
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.importing import values
from opencity.services.hsds.importing.names import Directory
from opencity.services.hsds.importing.problems import Problems
from opencity.services.hsds.importing.staging import Staged, Staging
from opencity.services.hsds.importing.values import Reader, Values
from opencity.services.models import ExchangedRecord, Service

Tree = dict[str, Any]


@dataclass
class Taken:
    """What came of the records of an import."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    notices: list[str] = field(default_factory=list)
    live: list[models.Model] = field(default_factory=list)


@dataclass
class Taker:
    """Takes over one kind of records after the other."""

    directory: Directory
    staging: Staging
    problems: Problems
    publish: bool
    taken: Taken = field(default_factory=Taken)

    def __post_init__(self) -> None:
        """Make the readers: one for what comes, one for what was said before."""
        self._reader = Reader(self.directory, self.publish)
        self._before = Reader(_silent(self.directory), self.publish)
        self._language = self.directory.language

    def take(self) -> Taken:
        """Write organisations, places and services, in this order."""
        for model, kind in ((Organisation, "organization"), (Place, "location")):
            self._prepare(model, kind)
        for model, kind in _KINDS.items():
            for chunk in self.staging.chunks(kind):
                self._chunk(model, kind, chunk)
        return self.taken

    def _prepare(self, model: type[Any], kind: str) -> None:
        """Give new records their codes first, for they may name each other."""
        wish = values.organisation_code if model is Organisation else values.place_code
        known = self.directory.codes[model]
        for chunk in self.staging.chunks(kind):
            for staged in chunk:
                if staged.key not in known:
                    name = wish(staged.content)
                    known[staged.key] = self.directory.names.code(model, staged.key, name)

    def _chunk(self, model: type[Any], kind: str, chunk: list[Staged]) -> None:
        keys = [UUID(staged.key) for staged in chunk]
        rows = {str(row.uuid): row for row in model.objects.filter(uuid__in=keys)}
        records = ExchangedRecord.objects.filter(kind=kind, uuid__in=keys)
        known = {str(record.uuid): record for record in records}
        now = self._now(model, [rows[key] for key in rows if key not in known])
        new: list[tuple[Staged, Tree]] = []
        merged: list[tuple[Staged, Tree, Any]] = []
        for staged in chunk:
            content = self._content(kind, staged)
            row, record = rows.get(staged.key), known.get(staged.key)
            before = record.content if record else now.get(staged.key)
            if before == content:
                self.taken.unchanged += 1
            elif row is None and record is not None:
                self.taken.unchanged += 1
                self.taken.notices.append(f"{kind} {_name(content)}: deleted here, so left out")
            elif row is None:
                new.append((staged, content))
            elif self._merge(kind, row, before or {}, content):
                merged.append((staged, content, row))
        made = [*self._create(model, kind, new), *merged]
        self._remember(model, kind, made, known)

    def _content(self, kind: str, staged: Staged) -> Tree:
        if kind != "service":
            return staged.content
        links = self.staging.links_of(staged.key)
        return {**staged.content, "service_at_locations": links} if links else staged.content

    def _values(self, reader: Reader, kind: str, content: Tree) -> Values:
        if kind == "service":
            return reader.service(content, content.get("service_at_locations", ()))
        return reader.place(content) if kind == "location" else reader.organisation(content)

    # New records.

    def _create(
        self, model: type[Any], kind: str, new: list[tuple[Staged, Tree]]
    ) -> list[tuple[Staged, Tree, Any]]:
        """Write new records with their rows and links."""
        read = [self._values(self._reader, kind, content) for _staged, content in new]
        self.taken.live += self.directory.write()
        rows = [
            self._row(model, kind, staged, content, said)
            for (staged, content), said in zip(new, read, strict=True)
        ]
        for (staged, _content), row in zip(new, rows, strict=True):
            self._judge(staged, row)
        self.problems.refuse()
        model.objects.bulk_create(rows)
        for row in rows:
            self.directory.keys[model][row.code] = row.pk
        self._parents(model, rows, read)
        _write_links(model, rows, read, self.directory)
        _write_children(model, rows, read, self.directory)
        self.taken.created += [f"{kind} {_name(content)} ({staged.key})" for staged, content in new]
        self.taken.live += [row for row in rows if row.live]
        return [(staged, content, row) for (staged, content), row in zip(new, rows, strict=True)]

    def _row(self, model: type[Any], kind: str, staged: Staged, content: Tree, said: Values) -> Any:
        live = self.publish and content.get("status", "active") == "active"
        row = model(uuid=UUID(staged.key), live=live, has_unpublished_changes=not live)
        if live:
            row.first_published_at = row.last_published_at = timezone.now()
        if model is Service:
            wish = values.service_code(content)
            row.code = self.directory.names.code(model, staged.key, wish)
            self.directory.codes[model][staged.key] = row.code
        else:
            row.code = self.directory.codes[model][staged.key]
        if hasattr(model, "slug"):
            row.slug = self.directory.names.slug(model, staged.key, _name(content), 100)
        _fill(row, said, self.directory)
        return row

    def _judge(self, staged: Staged, row: Any) -> None:
        """Note what a column could not hold; texts were cut to fit, facts are not."""
        for name in _FACTS.get(type(row), ()):
            try:
                row._meta.get_field(name).clean(getattr(row, name), row)
            except ValidationError as error:
                self.problems.add(staged.spot, name, " ".join(error.messages))

    def _parents(self, model: type[Any], rows: list[Any], read: list[Values]) -> None:
        """Set the parents of new organisations, which may be new themselves."""
        if model is not Organisation:
            return
        keys = self.directory.keys[Organisation]
        for row, said in zip(rows, read, strict=True):
            parent = keys.get(said["parent"] or "")
            row.parent_id = parent if parent != row.pk else None
        Organisation.objects.bulk_update([row for row in rows if row.parent_id], ["parent"])

    # Known records.

    def _merge(self, kind: str, row: Any, before: Tree, content: Tree) -> bool:
        """Bring what changed in the file into what people have made of a record."""
        old = self._values(self._before, kind, before) if before else {}
        new = self._values(self._reader, kind, content)
        self.taken.live += self.directory.write()
        wanted = {name: value for name, value in new.items() if old.get(name) != value}
        latest = row.get_latest_revision_as_object()
        merging = Merging()
        label = f"{kind} {_name(content)}"
        merged = merging.merge_with(
            label, wanted, {name: kept(latest, name) for name in wanted}, old
        )
        self.taken.notices += merging.report.conflicts
        if merged.changed:
            for name in merged.changed:
                assign(latest, name, merged.values[name], self.directory.lookup())
            _save(latest, row, publish=self.publish)
            self.taken.changed.append(f"{label} ({row.uuid}): {', '.join(merged.changed)}")
            self.taken.live += [row] if row.live else []
        else:
            self.taken.unchanged += 1
        return True

    def _now(self, model: type[Any], rows: list[Any]) -> dict[str, Tree]:
        """Return what this site says of records that no file brought before."""
        return {key: content for key, (content, _links) in self._made(model, rows).items()}

    def _made(self, model: type[Any], rows: list[Any]) -> dict[str, tuple[Tree, list[Tree]]]:
        """Return each record as this site says it, and its services at locations."""
        facts = Facts(public=False)
        if model is Service:
            facts.read_services(rows, full=True)
            return {str(row.uuid): _with_links(facts, row, self._language) for row in rows}
        if model is Place:
            facts.read_places(
                Place.objects.filter(pk__in=[row.pk for row in rows]).select_related(
                    "organisation", "district"
                )
            )
            places = (facts.places[row.pk] for row in rows)
            return {
                str(row.uuid): (own_location(facts, row, self._language, full=True), [])
                for row in places
            }
        facts.read_organisations([row.pk for row in rows], full=True)
        return {
            str(row.uuid): (own_organisation(facts, row, self._language, full=True), [])
            for row in facts.organisations.values()
        }

    def _remember(
        self,
        model: type[Any],
        kind: str,
        written: list[tuple[Staged, Tree, Any]],
        known: Mapping[str, ExchangedRecord],
    ) -> None:
        """Keep what came and what was made of it, so that it can be passed on as it came."""
        made = self._made(model, [row for _staged, _content, row in written])
        fresh = []
        for staged, content, _row in written:
            said, links = made[staged.key]
            fresh.append(_record(kind, staged.key, content, said, None))
            linked = {link["location_id"]: link for link in links}
            for link in content.get("service_at_locations", ()):
                ours = linked.get(link.get("location_id", ""), {})
                fresh.append(_record("service_at_location", link["id"], link, ours, staged.key))
        ExchangedRecord.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["kind", "uuid"],
            update_fields=["owner", "content", "made"],
            batch_size=500,
        )


_KINDS: Mapping[type[Any], str] = {
    Organisation: "organization",
    Place: "location",
    Service: "service",
}
_FACTS: Mapping[type[Any], tuple[str, ...]] = {
    Place: ("postal_code", "latitude", "longitude"),
    Service: ("online_url",),
}


def _silent(directory: Directory) -> Directory:
    """Return the same directory, which makes nothing."""
    silent = object.__new__(Directory)
    silent.__dict__ = {**directory.__dict__, "making": False}
    return silent


def _name(content: Tree) -> str:
    return str(content.get("name") or content["id"])[:80]


def _record(kind: str, key: str, content: Tree, made: Tree, owner: str | None) -> ExchangedRecord:
    marks = fingerprints(content, made)
    return ExchangedRecord(kind=kind, uuid=key, content=content, made=marks, owner=owner)


def _with_links(facts: Facts, row: Service, language: str) -> tuple[Tree, list[Tree]]:
    places = sorted(facts.places_of[row.pk], key=lambda place: str(place.uuid))
    links = [own_part(at_location(facts, row, place, language, full=True)) for place in places]
    tree = own(facts, row, language, full=True)
    return ({**tree, "service_at_locations": links} if links else tree), links


def _fill(row: Any, said: Values, directory: Directory) -> None:
    """Set the plain values of a new row and the rows that it names."""
    for name, value in said.items():
        target = row._meta.get_field(name)
        if isinstance(target, models.ForeignKey):
            if name != "parent":
                keys = directory.keys[target.related_model]
                setattr(row, target.attname, keys.get(value or ""))
        elif isinstance(target, models.DateField):
            setattr(row, name, parse_date(value) if value else None)
        elif not isinstance(target, models.ManyToManyField | models.ManyToOneRel):
            setattr(row, name, value)


def _write_links(
    model: type[Any], rows: Iterable[Any], read: Iterable[Values], directory: Directory
) -> None:
    pairs = list(zip(rows, read, strict=True))
    for target in model._meta.many_to_many:
        if not pairs or target.name not in pairs[0][1]:
            continue
        through, keys = target.remote_field.through, directory.keys[target.related_model]
        ours, theirs = target.m2m_column_name(), target.m2m_reverse_name()
        through.objects.bulk_create(
            through(**{ours: row.pk, theirs: keys[code]})
            for row, said in pairs
            for code in said[target.name]
        )


def _write_children(
    model: type[Any], rows: Iterable[Any], read: Iterable[Values], directory: Directory
) -> None:
    pairs = list(zip(rows, read, strict=True))
    for relation in model._meta.related_objects:
        name = relation.get_accessor_name()
        if not pairs or name not in pairs[0][1]:
            continue
        child = relation.related_model
        made: list[Any] = []
        for row, said in pairs:
            made += _children(child, relation.field.name, row, said[name], directory)
        child.objects.bulk_create(made)


def _children(
    child: type[Any], owner: str, row: Any, said: Iterable[Values], directory: Directory
) -> Iterator[Any]:
    for position, each in enumerate(said):
        made = child(**{owner: row}, sort_order=position)
        _fill(made, each, directory)
        yield made


def _save(latest: Publishable, row: Publishable, *, publish: bool) -> None:
    """Save a changed record: a version in the office, or the row itself that has none yet."""
    if row.latest_revision_id is None and not row.live:
        latest.save()
        return
    was_draft = row.has_unpublished_changes
    revision = latest.save_revision(clean=False)
    if row.live and publish and not was_draft:
        revision.publish()
