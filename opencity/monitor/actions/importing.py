"""Takes the figures of a file over: all of them or none."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencity.core import audit
from opencity.core.errors import DomainError, require
from opencity.monitor.actions.given import NewFigure
from opencity.monitor.actions.limits import beyond, too_long
from opencity.monitor.actions.recording import Recorded, record
from opencity.monitor.actions.turns import hold_release, wait_for_turn
from opencity.monitor.enums import Agent, Role
from opencity.monitor.formats.reading import AUTO, Reading, read
from opencity.monitor.formats.rows import Row, standard_id
from opencity.monitor.keys import in_order, key_of
from opencity.monitor.methods.figures import Flag
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Code, Domain, Framework, Indicator, Provenance, Release, Series
from opencity.monitor.publishing import NOT_APPLICABLE, dataset_of, own_code, told_note
from opencity.monitor.queries import in_force

_EUROSTAT = Path(__file__).resolve().parents[1] / "codelists" / "eurostat.csv"
_PIECE = 1 << 20
_ROWS = 2_000
_CONFIDENTIAL = frozenset("CND")
"""Letters of SDMX's CL_CONF_STATUS that forbid publication: confidential, not for release."""


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    indicator: Indicator
    recorded: Recorded
    series_made: int
    is_new: bool
    origin: Provenance


def import_file(
    *,
    actor: Any,
    path: Path,
    dataset: str,
    format: str = AUTO,
    dry_run: bool = False,
    release: Release | None = None,
    name: str = "",
) -> Imported:
    """Take over a file of figures for a data set; raise ``BadFile`` when anything is wrong with it.

    A data set that no indicator names yet becomes a draft of one. With ``dry_run`` nothing is kept.
    ``name`` is what the file is called where it comes from, if not by its path.
    """
    require(actor, "monitor.add_observation")
    with transaction.atomic(), read(path, format, codes=_codes_by_label()) as reading:
        release = hold_release(release) if release else None
        indicator, is_new = _indicator(dataset)
        wait_for_turn([indicator.pk])
        taker = _Taker(indicator, reading)
        provenance = _provenance(path, name or path.name, dataset, reading)
        recorded = record(
            actor=actor,
            figures=taker.figures(),
            provenance=provenance,
            reason="Imported anew.",
            release=release,
        )
        _learn(reading)
        if is_new:
            _name(indicator, dataset, reading)
        audit.record(actor=actor, action="monitor.import", target=indicator)
        if dry_run:
            transaction.set_rollback(True)
        else:
            _keep_original(provenance, path)
    return Imported(indicator, recorded, taker.made, is_new, provenance)


class _Taker:
    """Turns rows of a file into figures of an indicator; makes the series that are not there."""

    def __init__(self, indicator: Indicator, reading: Reading) -> None:
        self.made = 0
        self._indicator = indicator
        self._reading = reading
        self._own = dataset_of(indicator)
        self._known = {row.key: row for row in indicator.series.all()}
        self._standard = {name: standard_id(name) for name in reading.dimensions}
        if len(set(self._standard.values())) < len(self._standard):
            twice = ", ".join(self._standard)
            reason = _("Two of the columns %(names)s mean the same: delete one.") % {"names": twice}
            raise reading.mistakes.stop(1, "", reason)
        self._notes: dict[tuple[int, str], dict[str, str]] | None = None

    def figures(self) -> Iterator[NewFigure]:
        """Yield the figures of a file, some thousands of rows at a time."""
        rows = iter(self._reading)
        while some := list(islice(rows, _ROWS)):
            keyed = [(row, self._dimensions(row)) for row in some if self._is_sound(row)]
            found = [(row, ".".join(named.values()), named) for row, named in keyed if named]
            self._make({key: named for _row, key, named in found if key not in self._known})
            for row, key, _named in found:
                figure = _figure(row, self._known[key])
                yield self._with_all_languages(row, figure) if row.dataset == self._own else figure
        self._reading.mistakes.check()

    def _is_sound(self, row: Row) -> bool:
        found = list(beyond(row))
        try:
            time_of(row.period)
        except ValueError as error:
            found.append(("TIME_PERIOD", str(error)))
        for column, reason in found:
            self._reading.mistakes.add(row.line, column, reason)
        return not found

    def _dimensions(self, row: Row) -> dict[str, str]:
        """Return a row's codes by the monitor's own dimensions; nothing when they are no codes."""
        named = {self._standard[name]: code for name, code in row.dimensions.items()}
        try:
            found = in_order(self._as_kept(named) if row.dataset == self._own else named)
            trouble = too_long(found) or self._other_dimensions(found)
        except ValueError as error:
            trouble = str(error)
        if trouble:
            self._reading.mistakes.add(row.line, "", trouble)
            return {}
        return found

    def _other_dimensions(self, named: dict[str, str]) -> str:
        """Return why codes do not name the series that their key names; nothing when they do."""
        known = self._known.get(".".join(named.values()))
        if known is None or known.dimensions == named:
            return ""
        return _("The series %(key)s has the dimensions %(dimensions)s here.") % {
            "key": known.key,
            "dimensions": ", ".join(known.dimensions),
        }

    def _as_kept(self, named: dict[str, str]) -> dict[str, str]:
        """Return the dimensions that a row had before this site gave it out.

        All rows of such a file have all its columns; what a series has not says ``_Z`` there.
        """
        known = self._given_out.get(key_of(named))
        if known is not None:
            return known.dimensions
        return {name: code for name, code in named.items() if code != NOT_APPLICABLE}

    @cached_property
    def _given_out(self) -> dict[str, Series]:
        """Return the series there were, by the keys that they have with the file's columns."""
        columns = set(self._standard.values())
        return {
            key_of({name: row.dimensions.get(name, NOT_APPLICABLE) for name in columns}): row
            for row in list(self._known.values())
            if set(row.dimensions) <= columns
        }

    def _with_all_languages(self, row: Row, figure: NewFigure) -> NewFigure:
        """Return a figure of a file that this site gave out, which holds one language of a note."""
        if self._notes is None:
            self._notes = _notes(self._indicator)
        known = self._notes.get((figure.series.pk, figure.period))
        return replace(figure, note=known) if known and told_note(known) == row.note else figure

    def _make(self, wanted: Mapping[str, dict[str, str]]) -> None:
        """Make series by their keys; they have no title of their own but that of their codes."""
        made = Series.objects.bulk_create(
            Series(indicator=self._indicator, key=key, dimensions=named, role=Role.PART, order=1000)
            for key, named in wanted.items()
        )
        self._known |= {row.key: row for row in made}
        self.made += len(made)


def _notes(indicator: Indicator) -> dict[tuple[int, str], dict[str, str]]:
    """Return the notes of an indicator's figures in force, by series and period."""
    rows = in_force().filter(series__indicator=indicator).exclude(note={})
    return {
        (series, period): note
        for series, period, note in rows.values_list("series_id", "period", "note")
    }


def _figure(row: Row, series: Series) -> NewFigure:
    flags = {flag.value for flag in row.flags}
    value = row.value
    if row.confidentiality in _CONFIDENTIAL:
        flags.add(Flag.CONFIDENTIAL.value)
        value = None
    if value is None and Flag.CONFIDENTIAL.value not in flags:
        flags.add(Flag.MISSING.value)
    return NewFigure(
        series=series,
        period=row.period,
        value=value,
        flags="".join(flags),
        low=row.low,
        high=row.high,
        sample_size=row.sample_size,
        note={"en": row.note} if row.note else {},
    )


def _indicator(named: str) -> tuple[Indicator, bool]:
    dataset = own_code(named)
    known = Indicator.objects.filter(dataset__iexact=dataset).first()
    if known is not None:
        return known, False
    by_code = Indicator.objects.filter(code__iexact=dataset).first()
    if by_code is not None:
        return by_code, False
    code = dataset.lower()
    row = Indicator(code=code, slug=code, dataset=dataset, title={"en": dataset}, live=False)
    row.domain = _unsorted()
    row.has_unpublished_changes = True
    try:
        row.clean_fields(exclude=["title", "summary"])
    except ValidationError:
        raise DomainError(
            _("Data set: write its code of at most 60 letters, digits, - and _.")
        ) from None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return _made_meanwhile(code), False
    return row, True


def _made_meanwhile(code: str) -> Indicator:
    """Return the draft that another import has just made, or say what is in the way of ours."""
    row = Indicator.objects.filter(code=code).first()
    if row is None:
        raise DomainError(_("Data set: an indicator has this address; use its own code."))
    return row


def _unsorted() -> Domain:
    own = Framework.objects.filter(is_own=True).order_by("order").first()
    if own is None:
        own, _made = Framework.objects.get_or_create(
            code="own", defaults={"name": {"en": "Own framework"}, "is_own": True}
        )
    domain, _made = Domain.objects.get_or_create(
        code="unsorted",
        defaults={"framework": own, "name": {"en": "Not sorted yet"}, "order": 1000},
    )
    return domain


def _name(indicator: Indicator, dataset: str, reading: Reading) -> None:
    indicator.summary = {"en": f"Figures of the data set {reading.dataset or dataset}."}
    indicator.save()


def _provenance(path: Path, name: str, dataset: str, reading: Reading) -> Provenance:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return Provenance.objects.create(
        agent=Agent.IMPORT,
        dataset=dataset,
        sources=[{"title": f"{dataset} ({name})"[:300], "address": ""}],
        retrieved_on=timezone.localdate(),
        original_name=name[:200],
        original_hash=digest.hexdigest(),
        transformation=f"Read as {reading.format}.",
    )


def _keep_original(provenance: Provenance, path: Path) -> None:
    """Store the file, last of all: one that was refused leaves nothing behind."""
    with path.open("rb") as file:
        provenance.original.save(f"{provenance.original_hash}{path.suffix}", File(file))


def _codes_by_label() -> dict[str, dict[str, str]]:
    """Return codes by label by dimension: Eurostat's usual ones, and those that the city names."""
    found: dict[str, dict[str, str]] = {}
    with _EUROSTAT.open(encoding="utf-8", newline="") as file:
        for said in csv.DictReader(file):
            found.setdefault(said["dimension"], {})[said["label"]] = said["code"]
    for row in Code.objects.all():
        for label in row.name.values():
            found.setdefault(row.dimension, {}).setdefault(label, row.code)
    return found | {"GEO": found["REF_AREA"]}


def _learn(reading: Reading) -> None:
    """Keep the names of codes that the file tells and nobody has named yet."""
    known = set(Code.objects.values_list("dimension", "code"))
    fresh = [
        Code(dimension=standard_id(dimension), code=code, name={"en": label[:200]}, order=1000)
        for dimension, labels in reading.labels.items()
        for code, label in labels.items()
        if (standard_id(dimension), code) not in known
    ]
    Code.objects.bulk_create(fresh, ignore_conflicts=True)
