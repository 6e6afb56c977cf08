"""Writes staged records: new ones in bulk, known ones merged with what people made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from opencity.core.content.merge import Merging
from opencity.core.content.records import assign, kept
from opencity.core.publication import Publishable
from opencity.directory.models import Organisation, Place
from opencity.services.hsds.catalogue import link, own
from opencity.services.hsds.directory import own_location, own_organisation
from opencity.services.hsds.exchanged import fingerprints
from opencity.services.hsds.facts import Facts
from opencity.services.hsds.importing import values
from opencity.services.hsds.importing.names import Directory
from opencity.services.hsds.importing.problems import Problems
from opencity.services.hsds.importing.staging import Staged, Staging
from opencity.services.hsds.importing.values import Reader, Values
from opencity.services.hsds.importing.writing import fill, write
from opencity.services.models import ExchangedRecord, Service

Tree = dict[str, Any]


@dataclass
class Taken:
    """What came of the records of an import."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    notices: list[str] = field(default_factory=list)
    live: dict[type[Any], set[int]] = field(default_factory=dict)
    """The keys of what changed before the public, by model."""

    def show(self, rows: Iterable[Any]) -> None:
        """Note rows that the public may see."""
        for row in rows:
            if getattr(row, "live", True):
                self.live.setdefault(type(row), set()).add(row.pk)


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
        self._create(model, kind, new)
        changed = self._made(model, [row for _staged, _content, row in merged])
        self._remember(kind, [(staged, content) for staged, content, _row in merged], changed)

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

    def _create(self, model: type[Any], kind: str, new: list[tuple[Staged, Tree]]) -> None:
        """Write new records with their rows and links."""
        read = [self._values(self._reader, kind, content) for _staged, content in new]
        self.taken.show(self.directory.write())
        rows = [
            self._row(model, kind, staged, content, said)
            for (staged, content), said in zip(new, read, strict=True)
        ]
        for (staged, _content), row in zip(new, rows, strict=True):
            self._judge(staged, row)
        self.problems.refuse()
        facts = write(model, list(zip(rows, read, strict=True)), self.directory)
        self.taken.created += [f"{kind} {_name(content)} ({staged.key})" for staged, content in new]
        self.taken.show(rows)
        self._remember(kind, new, self._said(model, rows, facts))

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
        fill(row, said, self.directory)
        return row

    def _judge(self, staged: Staged, row: Any) -> None:
        """Note what a column could not hold; texts were cut to fit, facts are not."""
        for name in _FACTS.get(type(row), ()):
            try:
                row._meta.get_field(name).clean(getattr(row, name), row)
            except ValidationError as error:
                self.problems.add(staged.spot, name, " ".join(error.messages))

    # Known records.

    def _merge(self, kind: str, row: Any, before: Tree, content: Tree) -> bool:
        """Bring what changed in the file into what people have made of a record."""
        old = self._values(self._before, kind, before) if before else {}
        new = self._values(self._reader, kind, content)
        self.taken.show(self.directory.write())
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
            self.taken.show([row])
        else:
            self.taken.unchanged += 1
        return True

    def _now(self, model: type[Any], rows: list[Any]) -> dict[str, Tree]:
        """Return what this site says of records that no file brought before."""
        return {key: content for key, (content, _links) in self._made(model, rows).items()}

    def _made(self, model: type[Any], rows: list[Any]) -> dict[str, tuple[Tree, list[Tree]]]:
        """Read what belongs to rows, and return them as this site says them."""
        facts = Facts(public=False)
        keys = [row.pk for row in rows]
        if model is Service:
            facts.read_services(rows, full=True, around=False)
            facts.read_places_of(rows, full=False)
        elif model is Place:
            around = Place.objects.select_related("organisation", "district")
            facts.read_places(around.filter(pk__in=keys))
            rows = list(facts.places.values())
        else:
            facts.read_organisations(keys, full=True)
            rows = list(facts.organisations.values())
        return self._said(model, rows, facts)

    def _said(
        self, model: type[Any], rows: list[Any], facts: Facts
    ) -> dict[str, tuple[Tree, list[Tree]]]:
        """Return each record as this site says it, and its services at locations."""
        if model is Service:
            return {str(row.uuid): _with_links(facts, row, self._language) for row in rows}
        say = own_location if model is Place else own_organisation
        return {str(row.uuid): (say(facts, row, self._language, full=True), []) for row in rows}

    def _remember(
        self,
        kind: str,
        written: list[tuple[Staged, Tree]],
        made: Mapping[str, tuple[Tree, list[Tree]]],
    ) -> None:
        """Keep what came and what was made of it, so that it can be passed on as it came."""
        fresh = []
        for staged, content in written:
            said, links = made[staged.key]
            fresh.append(_record(kind, staged.key, content, said, None))
            linked = {each["location_id"]: each for each in links}
            for each in content.get("service_at_locations", ()):
                ours = linked.get(each.get("location_id", ""), {})
                fresh.append(_record("service_at_location", each["id"], each, ours, staged.key))
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
    links = [link(facts, row, place, language, full=True) for place in places]
    tree = own(facts, row, language, full=True)
    return ({**tree, "service_at_locations": links} if links else tree), links


def _save(latest: Publishable, row: Publishable, *, publish: bool) -> None:
    """Save a changed record: a version in the office, or the row itself that has none yet."""
    if row.latest_revision_id is None and not row.live:
        latest.save()
        return
    was_draft = row.has_unpublished_changes
    revision = latest.save_revision(clean=False)
    if row.live and publish and not was_draft:
        revision.publish()
