"""Strict reading of YAML: every entry knows its line, nothing unknown or double gets through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import yaml

from opencity.monitor.index.given import Readable
from opencity.monitor.index.mistakes import Mistakes
from opencity.monitor.index.tables import number

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_WHOLE = re.compile(r"-?[0-9]{1,9}")


class Entry:
    """One piece of a YAML file, with its place and what is wrong with it."""

    def __init__(self, node: yaml.Node, name: str, mistakes: Mistakes) -> None:
        self.node = node
        self.name = name
        self._mistakes = mistakes

    def refuse(self, reason: str) -> None:
        """Note a mistake at this place."""
        self._mistakes.add(self.line, self.name, reason)

    @property
    def line(self) -> int:
        """Return the line on which it starts, from 1."""
        return self.node.start_mark.line + 1

    @property
    def is_text(self) -> bool:
        """Return whether it is a single value and neither a list nor a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def text(self) -> str:
        """Return a single value as written."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.value.strip():
            return str(self.node.value)
        self.refuse("is a single value")
        return ""

    def choice(self, kind: type[E], allowed: Iterable[E] | None = None) -> E:
        """Return one of an enumeration's values."""
        options = list(allowed or kind)
        written = self.text() if self.is_text else ""
        if written not in options:
            self.refuse(
                f"is one of: {', '.join(options)}" + (f"; not {written}" if written else "")
            )
            return options[0]
        return kind(written)

    def real(self, *, low: float, high: float) -> float:
        """Return a number from ``low`` to ``high``."""
        try:
            value = number(self.text())
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.refuse(f"is a number from {low:g} to {high:g}")
            return low
        return value

    def whole(self, *, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        written = self.text() if self.is_text else ""
        if not _WHOLE.fullmatch(written) or not low <= int(written) <= high:
            self.refuse(f"is a whole number from {low} to {high}")
            return low
        return int(written)

    def truth(self) -> bool:
        """Return yes or no."""
        if not self.is_text or self.text() not in ("true", "false"):
            self.refuse("is true or false")
        return self.is_text and self.text() == "true"

    def items(self) -> list[Entry]:
        """Return the entries of a list that has any."""
        if not isinstance(self.node, yaml.SequenceNode) or not self.node.value:
            self.refuse("is a list with at least one entry")
            return []
        return [Entry(node, self.name, self._mistakes) for node in self.node.value]

    def fields(self) -> dict[str, Entry]:
        """Return the entries of a mapping by key."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("is a mapping of keys and values")
            return {}
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            written = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if written in found:
                Entry(key, written, self._mistakes).refuse("stands there twice")
            found[written] = Entry(value, written, self._mistakes)
        return found

    def known_fields(self, required: Iterable[str], optional: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of a mapping that has exactly these keys."""
        found = self.fields()
        known = [*required, *optional]
        for key, entry in found.items():
            if key not in known:
                entry.refuse(f"is not known here; known are {', '.join(known)}")
        for key in required:
            if key not in found and isinstance(self.node, yaml.MappingNode):
                self.refuse(f"lacks {key}")
        return {key: entry for key, entry in found.items() if key in known}


def read_yaml(path: Readable, build: Callable[[Entry], T]) -> T:
    """Read a file into what ``build`` makes of it; raise ``InputRefused`` with every mistake."""
    mistakes = Mistakes(path.name)
    node = _compose(path, mistakes)
    if node is None:
        mistakes.add(None, None, "is empty")
        mistakes.refuse_if_any()
        raise AssertionError("unreachable")
    built = build(Entry(node, "", mistakes))
    mistakes.refuse_if_any()
    return built


def _compose(path: Readable, mistakes: Mistakes) -> yaml.Node | None:
    try:
        return yaml.compose(path.read_bytes().decode(), Loader=yaml.SafeLoader)
    except OSError as error:
        mistakes.add(None, None, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        mistakes.add(None, None, "is not UTF-8: save the file with that encoding")
    except RecursionError:
        mistakes.add(None, None, "is nested too deeply")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "cannot be understood"
        mistakes.add(mark.line + 1 if mark else None, None, f"is not YAML: {problem}")
    mistakes.refuse_if_any()
    return None
