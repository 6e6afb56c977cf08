"""Finds web addresses in what people wrote, and replaces one of them; pure functions."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"\\|]+", re.IGNORECASE)
_AFTER = ".,;:!?'…»”“"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def find(text: str) -> list[str]:
    """Return the addresses in a text or its markup, in their order, each once."""
    tokens = (html.unescape(_trimmed(found.group())) for found in _ADDRESS.finditer(text))
    return list(dict.fromkeys(token for token in tokens if host(token)))


def replace(text: str, old: str, new: str) -> str:
    """Return a text with one whole address replaced; longer ones that begin alike stay."""

    def replaced(found: re.Match[str]) -> str:
        token = _trimmed(found.group())
        if html.unescape(token) != old:
            return found.group()
        escaped = token != html.unescape(token) or _stands_in_markup(text, found.start())
        return (html.escape(new) if escaped else new) + found.group()[len(token) :]

    return _ADDRESS.sub(replaced, text)


def _stands_in_markup(text: str, position: int) -> bool:
    return text[:position].endswith('="')


def _trimmed(token: str) -> str:
    """Leave out punctuation of the sentence around; a bracket opened inside stays."""
    while token:
        last = token[-1]
        opening = _PAIRS.get(last)
        if last in _AFTER or opening and token.count(last) > token.count(opening):
            token = token[:-1]
        else:
            break
    return token


def host(url: str) -> str:
    """Return the host of an address in small letters, nothing for a malformed one."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def fingerprint(url: str) -> str:
    """Return by what an address of any length is unique."""
    return hashlib.sha256(url.encode()).hexdigest()


def in_value(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, address) for each address in a value made of strings, lists and mappings.

    Of lists the place is left out, of mappings only rows of a record lengthen the path.
    """
    if isinstance(value, str):
        for url in find(value):
            yield path, url
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from in_value(each, path)
    elif isinstance(value, list):
        for each in value:
            yield from in_value(each, path)


def replaced_in(value: Any, old: str, new: str) -> Any:
    """Return a value made of strings, lists and mappings with an address replaced in it."""
    if isinstance(value, str):
        return replace(value, old, new)
    if isinstance(value, Mapping):
        return {key: replaced_in(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [replaced_in(each, old, new) for each in value]
    return value
