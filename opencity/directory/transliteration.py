"""Bulgarian in Latin letters by the Transliteration Act (State Gazette 19/2009, Art. 4–6)."""

from __future__ import annotations

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a",
    "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip
_FIXED = {"българия": "Bulgaria"}
_WORD = re.compile(r"[А-ЪЬЮЯа-ъьюя]+")
_QUOTES = re.compile(r"[„“”«»\"]")


def romanised(text: str) -> str:
    """Return a Bulgarian text in Latin letters; what is not Bulgarian stays as it is."""
    return _WORD.sub(lambda found: _word(found.group()), text)


def latin_address(address: str) -> str:
    """Return an address as it is shown to somebody who reads Latin letters, without quotes."""
    return romanised(_QUOTES.sub("", address))


def _word(word: str) -> str:
    lower = word.lower()
    if lower in _FIXED:
        made = _FIXED[lower]
        return made.upper() if _is_upper(word) else made
    # The ending "-ия" is written "-ia"; anywhere else "я" is "ya".
    letters = [_LETTERS[sign] for sign in lower]
    if lower.endswith("ия"):
        letters[-1] = "a"
    if _is_upper(word):
        return "".join(letters).upper()
    return "".join(
        piece.capitalize() if sign.isupper() else piece
        for sign, piece in zip(word, letters, strict=True)
    )


def _is_upper(word: str) -> bool:
    return len(word) > 1 and word.isupper()
