"""XLIFF 2 (OASIS XLIFF Version 2.0): one file element, one unit a text, one segment a unit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from translate.storage.xliff2 import Xliff2File, Xliff2Unit

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

EXTENSION = "xlf"
CONTENT_TYPE = "application/xliff+xml"
MACHINE = "opencity:machine"
"""The ``subState`` of a segment, or a note of category ``origin`` of the file, says it."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    Standing.MISSING: "initial",
    Standing.OUTDATED: "initial",
    Standing.MACHINE: "translated",
    Standing.UNREVIEWED: "translated",
    Standing.REVIEWED: "reviewed",
}
_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}


def write(bundle: Bundle) -> bytes:
    """Return the file of some texts."""
    store = Xliff2File(sourcelanguage=bundle.source_language, targetlanguage=bundle.language)
    for unit in bundle.units:
        store.body.append(_element(store, unit))
    return bytes(store)


def _element(store: Xliff2File, unit: Unit) -> etree._Element:
    made = Xliff2Unit(sendable(unit.source))
    segment = made.xmlelement
    segment.set("state", _STATES[Standing(unit.standing)])
    if unit.target:
        made.target = sendable(unit.target)
    element = made.getunitelement()
    # The standard has the attribute on the unit; the toolkit puts it on the segment.
    segment.attrib.pop(_SPACE, None)
    element.set("id", unit.id)
    element.set(_SPACE, "preserve")
    notes = etree.Element(made.namespaced("notes"))
    for category, text in [("base", base_note(unit.base)), *(("note", n) for n in unit.notes)]:
        note = etree.SubElement(notes, made.namespaced("note"), category=category)
        note.text = sendable(text)
    element.insert(0, notes)
    return element


def read(data: bytes) -> Bundle:
    """Return what a file holds; raises ``BadFile``.

    Document types are refused, and with them every entity of somebody's own.
    """
    _refuse_tricks(checked_size(data))
    try:
        store = Xliff2File.parsestring(data)
        language = store.gettargetlanguage()
    except (etree.XMLSyntaxError, ValueError, AssertionError, KeyError) as error:
        raise BadFile(_("This is no XLIFF 2 file: %(why)s") % {"why": str(error)[:300]}) from error
    if not language:
        raise BadFile(_("The file does not say which language it is translated into (trgLang)."))
    by_machine = _says_machine(store)
    units = [_unit(each, by_machine=by_machine) for each in store.units]
    return Bundle(store.getsourcelanguage(), language, checked_number(units))


def _refuse_tricks(data: bytes) -> None:
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise BadFile(_("This is no XLIFF 2 file: %(why)s") % {"why": str(error)[:300]}) from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise BadFile(_("The file declares a document type, which XLIFF does not use."))


def _says_machine(store: Xliff2File) -> bool:
    path = f"./{store.namespaced('notes')}/{store.namespaced('note')}[@category='origin']"
    return any((note.text or "").strip() == "machine" for note in store.body.iterfind(path))


def _unit(each: Xliff2Unit, *, by_machine: bool) -> Unit:
    segment = each.xmlelement
    notes = segment.getparent().iterfind(f"./{each.namespaced('notes')}/{each.namespaced('note')}")
    return Unit(
        id=each.getid() or "",
        source=_text(segment, each.namespaced("source")),
        target=_text(segment, each.namespaced("target")),
        base=base_in("\n".join(note.text or "" for note in notes)),
        by_machine=by_machine or segment.get("subState") == MACHINE,
    )


def _text(segment: etree._Element, name: str) -> str:
    """Return the words of an element, with whatever inline elements a program put around them."""
    element = segment.find(name)
    return "" if element is None else "".join(element.itertext())
