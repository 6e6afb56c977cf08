"""The column of one dimension: codes, labels, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from django.utils.translation import gettext as _

from opencity.monitor.formats import cells as cell
from opencity.monitor.formats.mistakes import Unreadable


class Style(Enum):
    """What the cells of a dimension hold."""

    CODE = "code"
    LABEL = "label"
    BOTH = "both"


class Codes:
    """Reads the codes of a dimension and gathers their labels.

    The first cell that leaves no doubt settles what the column holds; a cell of another kind is
    refused then. ``known`` gives codes by label, for columns of labels. A column of labels beside
    the codes has its own ``label_index``.
    """

    def __init__(
        self,
        dimension: str,
        index: int,
        name: str,
        *,
        known: Mapping[str, str] | None = None,
        label_index: int | None = None,
    ) -> None:
        self.dimension = dimension
        self.name = name
        self.labels: dict[str, str] = {}
        self._index = index
        self._label_index = label_index
        self._known = known or {}
        self._known_codes = frozenset(self._known.values())
        self._style: Style | None = None if label_index is None else Style.CODE
        self._read: dict[str, str] = {}

    def of(self, cells: Sequence[str]) -> str:
        """Return the code that a line has for this dimension."""
        written = cells[self._index]
        code = self._read.get(written)
        try:
            if code is None:
                code = self._read[written] = self._learnt(written.strip())
            if self._label_index is not None:
                label = cells[self._label_index]
                if self.labels.get(code) != label:
                    self._label(code, label)
        except Unreadable as error:
            error.column = self.name
            raise
        return code

    def _learnt(self, written: str) -> str:
        if self._label_index is not None:
            return cell.code(written)
        if written in self._known:
            return self._code_of_label(written)
        before, colon, after = written.partition(":")
        if colon and cell.is_code(before):
            self._settle(Style.BOTH, written)
            self._label(before, after.strip())
            return before
        return self._plain_code(written)

    def _code_of_label(self, written: str) -> str:
        code = self._known[written]
        if code == written:
            return code
        if written in self._known_codes:
            return self._twofold(written, code)
        self._settle(Style.LABEL, written)
        self.labels.setdefault(code, written)
        return code

    def _twofold(self, written: str, code: str) -> str:
        if self._style is None:
            raise Unreadable(
                _(
                    "“%(text)s” is a code and also the label of %(code)s: "
                    "save the file with codes and labels."
                )
                % {"text": cell.shown(written), "code": code}
            )
        return code if self._style is Style.LABEL else written

    def _plain_code(self, written: str) -> str:
        listed = written in self._known_codes
        if self._style is Style.LABEL and not listed:
            raise Unreadable(
                _(
                    "“%(text)s” is no label of %(dimension)s in the code list: "
                    "add it there, or save the file with codes."
                )
                % {"text": cell.shown(written), "dimension": self.dimension}
            )
        code = cell.code(written)
        if listed or not self._known:
            self._settle(Style.CODE, written)
        return code

    def _settle(self, style: Style, written: str) -> None:
        if self._style is None:
            self._style = style
        elif self._style is not style:
            raise Unreadable(
                _(
                    "“%(text)s”: the column mixes codes and labels; "
                    "save the file with one kind in every line."
                )
                % {"text": cell.shown(written)}
            )

    def _label(self, code: str, written: str) -> None:
        label = cell.text(written)
        if not label:
            return
        if self.labels.setdefault(code, label) != label:
            raise Unreadable(
                _("The code %(code)s has two labels, “%(one)s” and “%(other)s”: keep one.")
                % {
                    "code": code,
                    "one": cell.shown(self.labels[code]),
                    "other": cell.shown(label),
                }
            )
