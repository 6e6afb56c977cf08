"""What was meant when the wrong keyboard layout was on."""

from __future__ import annotations

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LAYOUTS = (
    "йцукенгшщзхъфывапролджэячсмитьбю",  # Russian
    "йцукенгшщзхїфівапролджєячсмитьбю",  # Ukrainian
    "уеишщксдзц;§ьяаожгтнвмйъэфхпрлб",  # Bulgarian BDS, as far as it is fixed to keys
    "яшертъуиопющасдфгхйкл;'зьцжбнм,.",  # Bulgarian phonetic
    "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرلىةوز",  # Arabic
)


def _maps() -> tuple[dict[int, str], ...]:
    """Return the maps from each layout to QWERTY and back."""
    pairs = [list(zip(_QWERTY, layout, strict=False)) for layout in _LAYOUTS]
    there = [{ord(latin): letter for latin, letter in pair} for pair in pairs]
    back = [{ord(letter): latin for latin, letter in pair} for pair in pairs]
    return tuple(there + back)


_MAPS = _maps()


def retyped(query: str) -> list[str]:
    """Return the query as other layouts would have written it; those that changed, each once."""
    lowered = query.casefold()
    meant = (lowered.translate(table) for table in _MAPS)
    return list(dict.fromkeys(text for text in meant if text != lowered))
