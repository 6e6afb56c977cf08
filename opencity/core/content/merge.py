"""Merges what a file says into what people have made of it: three-way, field by field.

For each value there are the file's, the one loaded last time and the one kept now. Who changed it
alone wins; where both did, people's stays and the loading reports a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from opencity.core.content.models import LoadedRecord

_ABSENT = object()


@dataclass
class Report:
    """What one loading did."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Merged:
    """Values to write for one record, and the names of those that differ from what is kept."""

    values: dict[str, Any]
    changed: tuple[str, ...]


class Merging:
    """Merges values and reports what came of it.

    Values are JSON-like (strings, numbers, lists, dictionaries); dictionaries are merged key by
    key, so that a translator's Ukrainian and a file's new Arabic both stay.
    """

    def __init__(self) -> None:
        self.report = Report()

    def merge_with(
        self,
        key: str,
        from_file: Mapping[str, Any],
        current: Mapping[str, Any],
        before: Mapping[str, Any],
    ) -> Merged:
        """Return what to write for a record that is there; ``before`` is what was said last."""
        merged = {
            name: self._three_way(f"{key} {name}", value, before.get(name, _ABSENT), current[name])
            for name, value in from_file.items()
        }
        return Merged(
            merged, tuple(name for name, value in merged.items() if value != current[name])
        )

    def _three_way(self, where: str, file: Any, before: Any, current: Any) -> Any:
        if isinstance(file, dict) and isinstance(current, dict):
            return self._three_way_by_key(where, file, before, current)
        if file in (before, current):
            return current
        if current == before or (before is _ABSENT and not current):
            return file
        self.report.conflicts.append(f"{where}: changed here and in the file; kept as it is here")
        return current

    def _three_way_by_key(
        self, where: str, file: dict[str, Any], before: Any, current: dict[str, Any]
    ) -> dict[str, Any]:
        old = before if isinstance(before, dict) else {}
        merged = {}
        for key in dict.fromkeys([*file, *current]):
            value = self._three_way(
                f"{where}.{key}",
                file.get(key, ""),
                old.get(key, ""),
                current.get(key, ""),
            )
            if value != "":
                merged[key] = value
        return merged


class Loading(Merging):
    """One run of ``opencity load``: remembers what files said and reports what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = {row.key: row for row in LoadedRecord.objects.all()}

    def merge(
        self, key: str, from_file: Mapping[str, Any], current: Mapping[str, Any] | None
    ) -> Merged:
        """Return what to write for a record; ``current`` is ``None`` for one that is new.

        A record that people deleted is not made again: it comes back with no values.
        """
        known = self._kept.get(key)
        self._remember(key, known, from_file)
        if current is None:
            return self._new(key, known, from_file)
        merged = self.merge_with(key, from_file, current, known.values if known else {})
        if merged.changed:
            self.report.changed.append(key)
        else:
            self.report.unchanged += 1
        return merged

    def _new(self, key: str, known: LoadedRecord | None, from_file: Mapping[str, Any]) -> Merged:
        if known is not None:
            if known.values != dict(from_file):
                self.report.conflicts.append(f"{key}: deleted here, changed in the file")
            return Merged({}, ())
        self.report.created.append(key)
        return Merged(dict(from_file), tuple(from_file))

    def _remember(self, key: str, known: LoadedRecord | None, from_file: Mapping[str, Any]) -> None:
        said = dict(from_file)
        if known is None:
            LoadedRecord.objects.create(key=key, values=said)
        elif known.values != said:
            # A row of its own: the merge still compares with what the file said before.
            LoadedRecord(pk=known.pk, key=key, values=said).save(force_update=True)
