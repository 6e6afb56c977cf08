"""What was meant when the wrong keyboard layout was on."""

from __future__ import annotations

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./\\"
_LAYOUTS = (
    "ёйцукенгшщзхъфывапролджэячсмитьбю.\\",  # Russian
    "'йцукенгшщзхїфівапролджєячсмитьбю.ґ",  # Ukrainian
    "(,уеишщксдзц;ьяаожгтнвмчюйъэфхпрлб\\",  # Bulgarian BDS
    "чявертъуиопшщасдфгхйкл;'зьцжбнм,./ю",  # Bulgarian phonetic, as people learnt it
    "ючшертъуиопящасдфгхйкл;'зжцвбнм,./ь",  # Bulgarian phonetic, as Windows has it
    "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤر\0ىةوزظ\\",  # Arabic
    '"qwertyuıopğüasdfghjklşizxcvbnmöç.,',  # Turkish Q
)
_LAM_ALEF = "لا"  # one key of the Arabic layout


def _maps() -> tuple[dict[int, str], ...]:
    """Return the maps from each layout to QWERTY and back."""
    pairs = [list(zip(_QWERTY, layout, strict=True)) for layout in _LAYOUTS]
    there = [{ord(latin): _key(letter) for latin, letter in pair} for pair in pairs]
    back = [{ord(letter): latin for latin, letter in pair} for pair in pairs]
    return tuple(there + back)


def _key(letter: str) -> str:
    return _LAM_ALEF if letter == "\0" else letter


_MAPS = _maps()


def retyped(query: str) -> list[str]:
    """Return the query as other layouts would have written it; those that changed, each once."""
    lowered = query.casefold().replace(_LAM_ALEF, "\0")
    meant = (lowered.translate(table).replace("\0", _LAM_ALEF) for table in _MAPS)
    return list(dict.fromkeys(text for text in meant if text != query.casefold()))
