"""GNU gettext's PO: the name of a text is its context, so that equal sources stay apart."""

from __future__ import annotations

from django.utils.translation import gettext as _
from translate.storage.poparser import PoParseError
from translate.storage.pypo import pofile, pounit

from opencity.translation.enums import Standing
from opencity.translation.exchange.units import (
    BadFile,
    Bundle,
    Unit,
    base_in,
    base_note,
    checked_number,
    checked_size,
    sendable,
)

EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation"
_SOURCE, _ORIGIN = "X-Source-Language", "X-Origin"


def write(bundle: Bundle) -> bytes:
    """Return the file of some texts; outdated translations are fuzzy."""
    store = pofile()
    header = {_SOURCE: bundle.source_language, "Plural-Forms": ""}
    store.updateheader(
        add=True,
        Language=bundle.language,
        Content_Type="text/plain; charset=UTF-8",
        Project_Id_Version="Open City",
        **{name.replace("-", "_"): value for name, value in header.items() if value},
    )
    for unit in bundle.units:
        store.addunit(_entry(unit))
    return bytes(store)


def _entry(unit: Unit) -> pounit:
    made = pounit(sendable(unit.source))
    made.setcontext(unit.id)
    made.target = sendable(unit.target)
    for note in (base_note(unit.base), *unit.notes):
        made.addnote(sendable(note), origin="developer")
    if unit.target and unit.standing == Standing.OUTDATED:
        made.markfuzzy()
    return made


def read(data: bytes) -> Bundle:
    """Return what a file holds; raises ``BadFile``."""
    try:
        text = checked_size(data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(_("The file is not written in UTF-8. Save it as UTF-8.")) from error
    if "\x00" in text:
        raise BadFile(_("This is no PO file: it holds binary data."))
    try:
        store = pofile.parsestring(text.encode())
    except (PoParseError, ValueError, IndexError, UnicodeError) as error:
        raise BadFile(_("This is no PO file: %(why)s") % {"why": str(error)[:300]}) from error
    header = store.parseheader()
    charset = header.get("Content-Type", "").lower()
    if "charset=" in charset and "utf-8" not in charset:
        raise BadFile(_("The file is not written in UTF-8. Save it as UTF-8."))
    language = header.get("Language", "").strip()
    if not language:
        raise BadFile(_("The file does not say which language it is translated into (Language)."))
    by_machine = header.get(_ORIGIN, "").strip() == "machine"
    entries = (each for each in store.units if not each.isheader() and not each.isobsolete())
    units = [_unit(each, by_machine=by_machine) for each in entries]
    return Bundle(header.get(_SOURCE, "").strip(), language, checked_number(units))


def _unit(each: pounit, *, by_machine: bool) -> Unit:
    return Unit(
        id=each.getcontext() or "",
        source=str(each.source),
        target=str(each.target),
        base=base_in(each.getnotes("developer")),
        unfinished=each.isfuzzy(),
        by_machine=by_machine,
    )
