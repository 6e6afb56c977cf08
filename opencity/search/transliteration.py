"""Bulgarian typed in Latin letters, officially or as in a chat: back to Cyrillic spellings.

The way back is one-to-many (``a`` stands for а and ъ, ``q`` for я and ч), so each word gives
many spellings, the likeliest first; the index says which of them exist. The official table is
that of the Transliteration Act (State Gazette 19/2009); the informal letters are those that
people really use.
"""

from __future__ import annotations

import re

from opencity.search.analysis import fold

MOST_SPELLINGS = 256
_LONGEST_WORD = 30

# Alternatives from the likeliest to the least likely, in folded Cyrillic.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "sht": ("щ",), "6t": ("щ",), "sch": ("щ",), "xt": ("щ", "хт"), "št": ("щ",),
    "st": ("ст", "щ"), "sh": ("ш", "сх"), "zh": ("ж",), "ch": ("ч",), "tch": ("ч",),
    "kh": ("х",), "ts": ("ц", "тс"), "tz": ("ц",), "dzh": ("дж",), "dj": ("дж",),
    "yu": ("ю",), "iu": ("ю", "иу"), "ju": ("ю", "жу"),
    "ya": ("я",), "ia": ("ия", "я"), "ja": ("я", "жа"), "iya": ("ия",), "iq": ("ия",),
    "yo": ("ио", "ъо"), "jo": ("ио", "жо", "ъо"), "io": ("ио", "ъо"),
    "a": ("а", "ъ", "я"), "b": ("б",), "c": ("ц", "к"), "d": ("д",), "e": ("е",), "f": ("ф",),
    "g": ("г",), "h": ("х",), "i": ("и",), "j": ("ж", "и"), "k": ("к",), "l": ("л",),
    "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",), "q": ("я", "ч"), "r": ("р",),
    "s": ("с",), "t": ("т",), "u": ("у", "ъ", "ю"), "v": ("в",), "w": ("в", "ъ"),
    "x": ("х", "ш", "кс"), "y": ("и", "ъ", "у"), "z": ("з",),
    "4": ("ч",), "6": ("ш",), "9": ("я",), "8": ("в",), "@": ("ю",), "'": ("ъ",),
    "č": ("ч",), "ž": ("ж",), "š": ("ш",), "ŭ": ("ъ",), "ă": ("ъ",),
}  # fmt: skip
_LONGEST = max(map(len, _SPELLINGS))
_FOREIGN_DIGIT = re.compile(r"[012357]")
_VOWELS = str.maketrans("", "", "аъоуеиюя")
_CLASSES = str.maketrans({"ж": "з", "ш": "с", "щ": "ст", "ч": "ц"})


def spellings(typed: str) -> list[str]:
    """Return folded Cyrillic spellings of a Latin word, the likeliest first.

    Words with digits that stand for no letter are codes and have none, nor have endless ones.
    """
    if len(typed) > _LONGEST_WORD or _FOREIGN_DIGIT.search(typed):
        return []
    if not any(sign.isalpha() for sign in typed):
        return []
    # beams[i] holds what the first i signs may spell, with a penalty for unlikely readings.
    beams: list[dict[str, int]] = [{"": 0}, *({} for _ in typed)]
    for place in range(len(typed)):
        prefixes = _best(beams[place])
        for size in range(1, _LONGEST + 1):
            for rank, piece in enumerate(_SPELLINGS.get(typed[place : place + size], ())):
                if place + size <= len(typed):
                    _extend(beams[place + size], prefixes, piece, 2 * rank + (size == 1))
    return list(dict.fromkeys(fold(word) for word in _best(beams[-1])))


def _extend(beam: dict[str, int], prefixes: dict[str, int], piece: str, penalty: int) -> None:
    """Add each prefix with one more piece to a beam, at its least penalty."""
    for prefix, cost in prefixes.items():
        word = prefix + piece
        beam[word] = min(beam.get(word, cost + penalty), cost + penalty)


def _best(beam: dict[str, int]) -> dict[str, int]:
    """Return the likeliest of a beam in their order."""
    return dict(sorted(beam.items(), key=lambda item: item[1])[:MOST_SPELLINGS])


def skeleton(word: str) -> str:
    """Return the classes of a folded Cyrillic word's consonants, which sloppy typing keeps."""
    return word.replace("тс", "ц").translate(_CLASSES).translate(_VOWELS)
