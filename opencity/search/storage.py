"""How the words of a document are written into its row, and read again in bulk."""

from __future__ import annotations

from collections.abc import Mapping

from opencity.core.registries import SearchDocument
from opencity.search.analysis import count_words
from opencity.search.segment import Words


def words_of(document: SearchDocument) -> bytes:
    """Return the packed words of a document in each of its languages."""
    texts = (document.titles, document.bodies)
    written = sorted({code for text in texts for code, part in text.items() if part.strip()})
    titles, bodies = ({code: text.get(code) or "" for code in written} for text in texts)
    return pack({code: count_words(titles[code], bodies[code], document.code) for code in written})


def pack(counts: Mapping[str, Mapping[str, int]]) -> bytes:
    """Return lines of language, words and their counts in hexadecimal, parted by tabulators."""
    lines = (
        f"{language}\t{' '.join(words)}\t{bytes(words.values()).hex()}"
        for language, words in counts.items()
        if words
    )
    return "\n".join(lines).encode()


def unpack(packed: bytes | memoryview) -> dict[str, Words]:
    """Return the words and counts that ``pack`` has written."""
    words: dict[str, Words] = {}
    for line in bytes(packed).decode().splitlines():
        language, text, counts = line.split("\t")
        words[language] = (text.split(" "), bytes.fromhex(counts))
    return words
