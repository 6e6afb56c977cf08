"""Inputs of an index as people hand them in: what may be kept, and what is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from opencity.core.errors import DomainError
from opencity.monitor.index.calculate import Index
from opencity.monitor.index.choices import Recipe
from opencity.monitor.index.given import Given
from opencity.monitor.index.inputs import Inputs, read_inputs
from opencity.monitor.index.mistakes import ChoicesRefused, InputRefused, Mistake

FILES = {"recipe": "recipe.yaml", "framework": "framework.csv", "data": "data.csv"}
"""How the inputs are called in messages and downloads."""
LARGEST = {"recipe": 50_000, "framework": 200_000, "data": 1_000_000}
"""Most bytes of each input."""
MOST_UNITS, MOST_INDICATORS, MOST_AGGREGATES = 300, 150, 40
_OPENS_A_FORMULA = ("=", "@", "+", "-", "\t", "\r")


class RunRefused(DomainError):
    """Inputs cannot be used; ``reasons`` are messages by input, by ``None`` those of all."""

    def __init__(self, reasons: Mapping[str | None, list[str]]) -> None:
        self.reasons = dict(reasons)
        super().__init__("\n".join(each for told in reasons.values() for each in told))


def inputs_of(*, recipe: str, framework: str, data: str) -> Inputs:
    """Return texts as inputs; raise ``InputRefused`` for mistakes in them."""
    texts = {"recipe": recipe, "framework": framework, "data": data}
    return read_inputs(**{name: Given(FILES[name], text.encode()) for name, text in texts.items()})


def checked_inputs(*, recipe: str, framework: str, data: str) -> Inputs:
    """Return the inputs as they are calculated with; raise ``RunRefused`` otherwise."""
    texts = {"recipe": recipe, "framework": framework, "data": data}
    reasons: dict[str | None, list[str]] = {
        name: told for name, text in texts.items() if (told := list(_unfit_text(name, text)))
    }
    if reasons:
        raise RunRefused(reasons)
    try:
        given = inputs_of(**texts)
        _refuse_odd_signs(given.recipe)
        _require_size(given)
        Index(given.recipe, given.framework, given.data).result()
    except InputRefused as error:
        raise RunRefused(_by_input(error)) from None
    except ChoicesRefused as error:
        raise RunRefused({None: list(error.reasons)}) from None
    return given


def _require_size(given: Inputs) -> None:
    reasons: dict[str | None, list[str]] = {}
    told = _("%(number)s are too many; at most %(most)s can be calculated with here.")
    if len(given.data.units) > MOST_UNITS:
        reasons["data"] = [
            _("Rows: ") + told % {"number": len(given.data.units), "most": MOST_UNITS}
        ]
    for part, most in (
        (given.framework.indicators, MOST_INDICATORS),
        (given.framework.aggregates, MOST_AGGREGATES),
    ):
        if len(part) > most:
            line = _("Rows of level %(level)s: ") % {"level": part[0].level}
            reasons["framework"] = [line + told % {"number": len(part), "most": most}]
    if reasons:
        raise RunRefused(reasons)


def _unfit_text(name: str, text: str) -> Iterator[str]:
    """Yield why a text cannot be kept, be given out again, or be read at all."""
    size = len(text.encode(errors="surrogatepass"))
    if not text.strip():
        yield _("This is empty.")
    elif size > LARGEST[name]:
        told = _("%(size)s bytes are too many; at most %(most)s.")
        yield told % {"size": size, "most": LARGEST[name]}
    elif not _can_be_kept(text):
        yield _no_text()
    elif name != "recipe":
        yield from _formulas(text)


def _can_be_kept(text: str) -> bool:
    """Tell whether both databases take a text."""
    return "\0" not in text and _encodes(text)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_odd_signs(recipe: Recipe) -> None:
    """Refuse what escapes in YAML can put into its words and no database takes."""
    if not _can_be_kept(recipe.title + recipe.source):
        raise RunRefused({"recipe": [_no_text()]})


def _formulas(text: str) -> Iterator[str]:
    """Yield where a cell would be run by a spreadsheet that opens the download."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return  # the reader of tables tells what is wrong
    for number, cells in enumerate(rows, 1):
        for cell in cells:
            if cell.startswith(_OPENS_A_FORMULA) and not _is_number(cell):
                told = _("Row %(row)s: “%(cell)s” begins like a formula, which is refused.")
                yield told % {"row": number, "cell": cell[:40]}
                return


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _by_input(error: InputRefused) -> dict[str | None, list[str]]:
    names = {file: name for name, file in FILES.items()}
    found: dict[str | None, list[str]] = {}
    for mistake in error.mistakes:
        found.setdefault(names[mistake.file], []).append(_told(mistake))
    if error.untold:
        last = list(found)[-1]
        found[last].append(_("And %(number)s more mistakes.") % {"number": error.untold})
    return found


def _told(mistake: Mistake) -> str:
    place = [_("line %(line)s") % {"line": mistake.line}] if mistake.line else []
    return ": ".join([*place, *([mistake.column] if mistake.column else []), mistake.reason])


def _no_text() -> str:
    return _("It contains characters that no text has (such as a zero byte).")
