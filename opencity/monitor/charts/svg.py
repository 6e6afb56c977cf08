"""Makes of Vega's drawing what a page and a download need.

For a page: no style, no script, no address, every colour a custom property, so that one drawing
under a strict Content-Security-Policy serves light, dark, print and forced colours. Its texts
stay texts. For a download: the light colours on white, the title above, the source below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from xml.etree import ElementTree as ET

from opencity.monitor.charts import palette
from opencity.monitor.charts.canvas import LINE_HEIGHT, SIZE, wrapped

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_SHIFT = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|rgba?\(|hsla?\(", re.IGNORECASE)
_KEPT = {
    "svg": {"viewBox", "width", "height"},
    "g": {"transform"},
    "path": {"d"},
    "line": {"x1", "y1", "x2", "y2"},
    "circle": {"cx", "cy", "r"},
    "rect": {"x", "y", "width", "height"},
    "text": {"text-anchor", "font-size", "font-weight", "x", "y"},
    "title": {"id"},
    "desc": {"id"},
}
_PAINT = {
    "fill",
    "fill-opacity",
    "opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "transform",
}
_FAMILY = "'Noto Sans', system-ui, sans-serif"
_ARABIC_FAMILY = f"'Noto Naskh Arabic', 'Noto Sans Arabic', {_FAMILY}"
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_HEADING = 16
_EDGE = 16


class Unfit(ValueError):
    """A drawing has something that pages may not carry."""


def tidied(drawn: str) -> ET.Element:
    """Return Vega's drawing with nothing but shapes and texts, in the light colours.

    Raises ``Unfit`` for an element or a colour that no chart of ours has.
    """
    root = ET.fromstring(drawn)  # noqa: S314  # what our own program drew
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    _prune(root)
    for element in root.iter():
        _tidy(element)
    _unwrap(root)
    root.set("font-size", str(SIZE))
    root.set("fill", "none")
    return root


def for_page(tidy: ET.Element, *, name: str, title: str, description: str) -> str:
    """Return a drawing as markup for a page; ``name`` begins its identifiers."""
    root = deepcopy(tidy)
    for element in root.iter():
        for key in ("fill", "stroke"):
            if element.get(key, "none") != "none":
                element.set(key, f"var({palette.PROPERTIES[element.attrib[key]]})")
    labels = [("title", title), ("desc", description)]
    root.attrib.update({"class": "chart-drawing", "role": "img", "direction": "ltr"})
    root.set("aria-labelledby", " ".join(f"{name}-{tag}" for tag, words in labels if words))
    for tag, words in reversed(labels):
        if words:
            root.insert(0, _element(tag, words, id=f"{name}-{tag}"))
    return ET.tostring(root, encoding="unicode")


def for_download(
    tidy: ET.Element, *, title: str, description: str, source: str, language: str, rtl: bool
) -> str:
    """Return a drawing that stands alone: white ground, title, source, its own fonts."""
    inner = deepcopy(tidy)
    width, height = (float(inner.attrib[side]) for side in ("width", "height"))
    heading = wrapped(title, int(width / 8.6))
    footing = wrapped(source, int(width / 6.6))
    above = _EDGE + len(heading) * (_HEADING + 5) + 4
    whole_width, whole = width + 2 * _EDGE, above + height + len(footing) * LINE_HEIGHT + _EDGE + 6
    side = {"x": _plain(whole_width - _EDGE if rtl else _EDGE)}
    side["text-anchor"] = "end" if rtl else "start"
    root = ET.Element("svg", _standing_alone(whole_width, whole, language))
    root.append(_element("title", title))
    root.append(_element("desc", description))
    root.append(ET.Element("rect", {"width": "100%", "height": "100%", "fill": palette.GROUND}))
    bold = {"font-size": str(_HEADING), "font-weight": "bold", "fill": palette.INK}
    soft = {"font-size": "11", "fill": palette.SOFT}
    root.extend(_lines(heading, _EDGE + _HEADING - 2, _HEADING + 5, {**side, **bold}, rtl=rtl))
    body = ET.SubElement(root, "g", {"transform": f"translate({_EDGE},{_plain(above)})"})
    body.extend(list(inner))
    root.extend(
        _lines(footing, above + height + LINE_HEIGHT, LINE_HEIGHT, {**side, **soft}, rtl=rtl)
    )
    for element in root.iter("text"):
        if _ARABIC.search(element.text or ""):
            element.set("font-family", _ARABIC_FAMILY)
    return ET.tostring(root, encoding="unicode")


def _standing_alone(width: float, height: float, language: str) -> dict[str, str]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {_plain(width)} {_plain(height)}",
        "width": _plain(width),
        "height": _plain(height),
        "font-family": _FAMILY,
        "font-size": str(SIZE),
        "fill": "none",
        "lang": language,
    }


def _lines(
    words: list[str], first: float, pitch: float, look: dict[str, str], *, rtl: bool
) -> Iterator[ET.Element]:
    for number, line in enumerate(words):
        isolated = f"\u2067{line}\u2069" if rtl else line
        yield _element("text", isolated, **look, y=_plain(first + number * pitch))


def _element(tag: str, words: str, **attributes: str) -> ET.Element:
    made = ET.Element(tag, attributes)
    made.text = words
    return made


def _prune(parent: ET.Element) -> None:
    """Take out what shows nothing."""
    for child in list(parent):
        _prune(child)
        if _shows_nothing(child):
            parent.remove(child)


def _shows_nothing(element: ET.Element) -> bool:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    if element.tag == "g":
        return len(element) == 0
    if element.tag == "path":
        painted = element.get("fill", "none") != "none" or element.get("stroke", "none") != "none"
        return not element.get("d") or not painted
    return False


def _tidy(element: ET.Element) -> None:
    """Keep the attributes that draw, rounded; shifts become places."""
    if element.tag not in _KEPT:
        raise Unfit(f"A chart may not hold <{element.tag}>.")
    kept = _KEPT[element.tag] | (_PAINT if element.tag != "svg" else set())
    found = {key: _rounded(value) for key, value in element.attrib.items() if key in kept}
    found = {key: value for key, value in found.items() if not _is_default(key, value)}
    element.attrib.clear()
    element.attrib.update(found)
    for key in ("fill", "stroke"):
        paint = element.get(key, "none")
        if paint != "none" and paint not in palette.PROPERTIES:
            raise Unfit(f"The palette has no {paint}.")
    _settle(element)


def _is_default(key: str, value: str) -> bool:
    return (key, value) in {
        ("fill", "none"),
        ("stroke", "none"),
        ("opacity", "1"),
        ("fill-opacity", "1"),
        ("stroke-opacity", "1"),
        ("stroke-width", "1"),
        ("font-size", f"{SIZE}px"),
        ("text-anchor", "start"),
        ("transform", "translate(0,0)"),
    } or (key == "fill" and value == "transparent")


def _settle(element: ET.Element) -> None:
    """Write the shift of a text, a line or a circle into its own place."""
    if element.tag == "path":
        circle = _CIRCLE.fullmatch(element.get("d", ""))
        if circle:
            element.tag = "circle"
            element.attrib.pop("d")
            element.set("r", circle[1])
    shift = _SHIFT.fullmatch(element.get("transform", "translate(0,0)"))
    if shift is None or element.tag not in ("text", "line", "circle"):
        return
    element.attrib.pop("transform", None)
    x, y = float(shift[1]), float(shift[2])
    pairs = {"text": ["x", "y"], "circle": ["cx", "cy"], "line": ["x1", "y1", "x2", "y2"]}
    for key in pairs[element.tag]:
        element.set(key, _plain(float(element.get(key, "0")) + (x if "x" in key else y)))


def _unwrap(parent: ET.Element) -> None:
    """Lift the children of groups that say nothing."""
    for child in list(parent):
        _unwrap(child)
        if child.tag == "g" and not child.attrib:
            place = list(parent).index(child)
            parent.remove(child)
            for offset, grandchild in enumerate(list(child)):
                parent.insert(place + offset, grandchild)
    for element in parent:
        element.tail = None


def _rounded(value: str) -> str:
    if _COLOUR.match(value):
        return value
    return _NUMBER.sub(lambda found: _plain(float(found[0])), value)


def _plain(value: float) -> str:
    """Return a number with at most one digit after the point."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
