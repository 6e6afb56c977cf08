"""Reads YAML content strictly; every complaint names the file, the line and the key."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from opencity.core.texts import languages

_NESTED = re.compile(r"(?:[\[{]\s*){50}|^ {100}|(?:- ){50}", re.MULTILINE)


class ContentError(Exception):
    """Something in a content file is wrong; the message tells where and what."""

    def __init__(self, file: Path, line: int, key: str, problem: str) -> None:
        self.file, self.line, self.key, self.problem = file, line, key, problem
        where = f"{file}, line {line}" + (f", {key}" if key else "")
        super().__init__(f"{where}: {problem}")


def read_file(file: Path) -> Entry:
    """Return the top entry of a YAML file; raise ``ContentError`` when it is not one."""
    text = _text_of(file)
    try:
        node = yaml.compose(text, Loader=_loader(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(file, line, "", f"not YAML ({error.problem})") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(file, line, "", "not YAML (forbidden character)") from error
    except RecursionError as error:
        raise ContentError(file, 1, "", "nested too deeply") from error
    if not isinstance(node, yaml.MappingNode):
        raise ContentError(file, 1, "", "a content file holds keys and values")
    return Entry(file, "", node)


def _loader(text: str) -> type[Any]:
    """Return the fast reader, but for a text nested so deeply that only the slow one survives."""
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.SafeLoader if _NESTED.search(text) else fast


def _text_of(file: Path) -> str:
    try:
        found = file.read_bytes()
    except OSError as error:
        raise ContentError(file, 1, "", f"cannot be read ({error.strerror})") from error
    try:
        return found.decode()
    except UnicodeDecodeError as error:
        line = found.count(b"\n", 0, error.start) + 1
        raise ContentError(file, line, "", f"not UTF-8 ({error.reason})") from error


class Entry:
    """One mapping of a content file, asked for its keys by kind; it knows where it stands."""

    def __init__(self, file: Path, path: str, node: yaml.MappingNode) -> None:
        self.file, self.path, self.line = file, path, node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._error("a key is one word", "", key)
            if key.value in self._nodes:
                raise self._error("this key stands here twice", key.value, key)
            self._nodes[key.value] = value
            self._lines[key.value] = key.start_mark.line + 1

    def keys(self) -> list[str]:
        """Return the keys in the order of the file."""
        return list(self._nodes)

    def only(self, *allowed: str) -> None:
        """Refuse keys that nobody would read."""
        for key, node in self._nodes.items():
            if key not in allowed:
                raise self._error(f"unknown key; known are {', '.join(allowed)}", key, node)

    def has(self, key: str) -> bool:
        """Tell whether a key is there and not null."""
        node = self._nodes.get(key)
        return node is not None and not _is_null(node)

    def string(self, key: str, *, choices: Iterable[str] = (), default: str | None = None) -> str:
        """Return a line of text, one of ``choices`` if there are any."""
        if not self.has(key) and default is not None:
            return default
        value = self._scalar(key)
        allowed = list(choices)
        if allowed and value not in allowed:
            raise self.error(key, f"“{value}” is none of {', '.join(allowed)}")
        return value

    def number(self, key: str) -> int:
        """Return a whole number."""
        value = self._scalar(key)
        if not value.isdecimal():
            raise self.error(key, f"“{value}” is no whole number")
        return int(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return ``true`` or ``false``."""
        if not self.has(key):
            return default
        return self.string(key, choices=("true", "false")) == "true"

    def date(self, key: str) -> datetime.date | None:
        """Return a day written as YYYY-MM-DD, or ``None`` where there is none."""
        if not self.has(key):
            return None
        value = self._scalar(key)
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            raise self.error(key, f"“{value}” is no day like 2026-01-31")
        return day

    def strings(self, key: str, *, choices: Iterable[str] = ()) -> list[str]:
        """Return a list of different lines, empty where there is none."""
        allowed, found = set(choices), list[str]()
        for node in self._sequence(key):
            value = self._line(key, node)
            if allowed and value not in allowed:
                known = ", ".join(sorted(allowed))
                raise self._error(f"“{value}” is none of {known}", key, node)
            if value in found:
                raise self._error(f"“{value}” stands here twice", key, node)
            found.append(value)
        return found

    def text(self, key: str, *, required: bool = True) -> dict[str, str]:
        """Return a multilingual text; a required one has the source language."""
        if not self.has(key):
            if required:
                raise self.error(key, "this text is missing")
            return {}
        entry = self.entry(key)
        entry.only(*languages.codes())
        written = [code for code in entry.keys() if entry.has(code)]  # noqa: SIM118  # no dict
        texts = {code: entry.string(code).strip() for code in written}
        if required and not texts.get(languages.source_language()):
            raise self.error(key, f"the text in “{languages.source_language()}” is missing")
        return texts

    def entry(self, key: str) -> Entry:
        """Return the mapping under a key."""
        node = self._node(key)
        if not isinstance(node, yaml.MappingNode):
            raise self.error(key, "keys and values belong here")
        return Entry(self.file, self._path(key), node)

    def entries(self, key: str) -> list[Entry]:
        """Return the mappings of a list, empty where there is none."""
        found = []
        for position, node in enumerate(self._sequence(key), start=1):
            path = f"{self._path(key)}[{position}]"
            if not isinstance(node, yaml.MappingNode):
                raise ContentError(
                    self.file, node.start_mark.line + 1, path, "keys and values belong here"
                )
            found.append(Entry(self.file, path, node))
        return found

    def error(self, key: str, problem: str) -> ContentError:
        """Return a complaint about the value of a key, or about the whole entry without one."""
        line = self._lines.get(key, self.line)
        return ContentError(self.file, line, self._path(key), problem)

    def _error(self, problem: str, key: str, node: yaml.Node) -> ContentError:
        return ContentError(self.file, node.start_mark.line + 1, self._path(key), problem)

    def _path(self, key: str) -> str:
        return ".".join(filter(None, (self.path, key)))

    def _node(self, key: str) -> yaml.Node:
        if key not in self._nodes:
            raise self.error(key, "this key is missing")
        return self._nodes[key]

    def _scalar(self, key: str) -> str:
        return self._line(key, self._node(key))

    def _line(self, key: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error("one value belongs here", key, node)
        if _is_null(node):
            raise self._error("this value is missing", key, node)
        return str(node.value)

    def _sequence(self, key: str) -> list[Any]:
        if not self.has(key):
            return []
        node = self._nodes[key]
        if not isinstance(node, yaml.SequenceNode):
            raise self._error("a list belongs here", key, node)
        return list(node.value)


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")
