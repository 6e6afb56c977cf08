"""Brings a translators' file in: everything or nothing, never over newer work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from opencity.core.errors import DomainError, require
from opencity.core.texts import languages
from opencity.translation import queries
from opencity.translation.actions.desk import reserved, translate
from opencity.translation.enums import Origin
from opencity.translation.exchange.judging import OVERTAKEN, REFUSED, Shape, Verdict, judge
from opencity.translation.exchange.units import BadFile, Bundle, Unit
from opencity.translation.pieces import Piece, current_data, pieces
from opencity.translation.queries import Subject
from opencity.translation.subjects import model_of, name_of
from opencity.translation.versions import may_publish

_MOST_TOLD = 200


@dataclass(frozen=True)
class Problem:
    """Why a text of a file is not taken."""

    unit: str
    reason: str


@dataclass
class Report:
    """What an import did, or would do."""

    language: str
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    records: int = 0
    published: int = 0
    left_out: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> int:
        """Return how many texts were written."""
        return self.verdicts[Verdict.WRITE]


class ImportRefused(DomainError):
    """Nothing of a file was taken; ``problems`` says why, text by text."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            _("Nothing was imported: %(number)d texts of the file cannot be taken.")
            % {"number": len(problems)}
        )
        self.problems = list(problems[:_MOST_TOLD])
        self.untold = max(0, len(problems) - _MOST_TOLD)


def import_bundle(
    *,
    actor: Any,
    bundle: Bundle,
    language: str,
    publish: bool = False,
    leave_overtaken: bool = False,
    dry_run: bool = False,
) -> Report:
    """Save what translators changed in a file, as drafts of these translations alone.

    Records without drafts are public at once. With ``publish`` drafts are published where the
    actor may and where nothing but translations would go out. What changed on the site since the
    file was written refuses the file, or is left out with ``leave_overtaken``. A dry run does all
    of it and takes it back. Raises ``BadFile`` or ``ImportRefused``.
    """
    require(actor, "translation.translate")
    _refuse_languages(bundle, language)
    with transaction.atomic():
        report = _Import(actor, bundle, publish=publish, leave_overtaken=leave_overtaken).run()
        if dry_run:
            transaction.set_rollback(True)
    return report


def _refuse_languages(bundle: Bundle, language: str) -> None:
    source = languages.source_language()
    if bundle.language != language or language == source or language not in languages.codes():
        raise BadFile(
            _("The file is translated into “%(file)s”; “%(wanted)s” is wanted.")
            % {"file": bundle.language[:20], "wanted": language}
        )
    if bundle.source_language not in ("", source):
        raise BadFile(
            _("The file is translated from “%(file)s”; this site writes in “%(source)s”.")
            % {"file": bundle.source_language[:20], "source": source}
        )


class _Import:
    """One run over a file: finds the records, judges every text, then writes."""

    def __init__(self, actor: Any, bundle: Bundle, *, publish: bool, leave_overtaken: bool) -> None:
        self.actor, self.bundle = actor, bundle
        self.publish, self.leave_overtaken = publish, leave_overtaken
        self.report = Report(bundle.language)
        self.problems: list[Problem] = []

    def run(self) -> Report:
        """Do it, and raise ``ImportRefused`` where anything is wrong."""
        # In one order everywhere, so that two imports wait for each other and never both forever.
        for subject, units in sorted(self._by_record().items()):
            self._record(subject, units)
        if self.problems:
            raise ImportRefused(self.problems)
        return self.report

    def _by_record(self) -> dict[Subject, list[tuple[str, Unit]]]:
        found: dict[Subject, list[tuple[str, Unit]]] = defaultdict(list)
        known: dict[tuple[str, str], Subject | None] = {}
        for unit in self.bundle.units:
            model, name, key = ([*unit.id.split(":", 2), "", ""])[:3]
            if (model, name) not in known:
                known[model, name] = queries.subject_named(model, name)
            subject = known[model, name]
            if subject is None:
                self._complain(unit, _("This site has no such record."))
            else:
                found[subject].append((key, unit))
        return found

    def _record(self, subject: Subject, units: Iterable[tuple[str, Unit]]) -> None:
        model = model_of(subject[0])
        if model is None:
            return
        row = reserved(model._default_manager.get(pk=subject[1]))
        now = {each.key: each for each in pieces(type(row), current_data(row))}
        wanted: dict[str, Unit] = {}
        for key, unit in units:
            if key not in now or not now[key].source:
                self._complain(unit, _("The record has no such text any more."))
            elif self._judge(unit, now[key]) is Verdict.WRITE:
                wanted[key] = unit
        self._write(row, now, wanted)

    def _judge(self, unit: Unit, piece: Piece) -> Verdict:
        shape = Shape(piece.field.text_length, piece.field.rich)
        verdict = judge(unit, piece.pair(self.bundle.language), shape)
        if verdict in OVERTAKEN and self.leave_overtaken:
            self.report.left_out.append(Problem(unit.id, reason_of(verdict, shape)))
        elif verdict in REFUSED:
            self._complain(unit, reason_of(verdict, shape))
        self.report.verdicts[verdict] += 1
        return verdict

    def _write(self, row: models.Model, now: dict[str, Piece], wanted: dict[str, Unit]) -> None:
        done = False
        for origin in (Origin.IMPORTED, Origin.MACHINE):
            of_machine = origin == Origin.MACHINE
            texts = {
                key: unit.target for key, unit in wanted.items() if unit.by_machine == of_machine
            }
            done = (bool(texts) and self._translate(row, now, texts, origin)) or done
        self.report.records += done

    def _translate(
        self, row: models.Model, now: dict[str, Piece], texts: dict[str, str], origin: str
    ) -> bool:
        language = self.bundle.language
        publish = self.publish and may_publish(self.actor, row)
        try:
            saved = translate(
                actor=self.actor,
                instance=row,
                language=language,
                texts=texts,
                seen={key: piece.pair(language) for key, piece in now.items()},
                publish=publish,
                origin=origin,
            )
        except (DomainError, PermissionDenied) as error:
            named = name_of(row)
            self.problems += [Problem(f"{named}:{key}", str(error)) for key in texts]
            return False
        self.report.published += bool(saved and publish)
        return saved is not None

    def _complain(self, unit: Unit, reason: str) -> None:
        self.problems.append(Problem(unit.id[:200], reason))


def reason_of(verdict: Verdict, shape: Shape) -> str:
    """Return in words why a text is not taken."""
    return {
        Verdict.SOURCE_CHANGED: _("The original has changed since the file was written."),
        Verdict.NEWER: _("Somebody else changed the translation since the file was written."),
        Verdict.TOO_LONG: _("The text is longer than %(limit)s characters.")
        % {"limit": shape.limit},
        Verdict.MARKUP: _("The elements or links of the HTML differ from the original's."),
        Verdict.PLACEHOLDERS: _("The placeholders differ from the original's."),
        Verdict.SIGNS: _("The text holds control characters."),
    }[verdict]
