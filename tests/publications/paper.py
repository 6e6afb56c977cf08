"""Looks at printed packs as a reader, a camera and a screen reader do."""

from __future__ import annotations

import io
import json
import re

import pypdf
import typst
import zxingcpp
from PIL import Image

from opencity.publications import typesetting
from opencity.theme.typefaces import FONTS

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def opened(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def words_of(made: bytes) -> str:
    """Return what a PDF says, in one line."""
    pages = (page.extract_text() for page in opened(made).pages)
    return " ".join(_INVISIBLE.sub("", " ".join(pages)).split())


def codes_on(contents, paper: str, page: int) -> set[str]:
    """Return what a camera reads from the codes on a page of a pack."""
    data = typesetting._for_template(contents, paper, "1")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS)],
    )
    compiler = typst.Compiler(root=str(typesetting.TEMPLATE.parent), font_paths=fonts)
    pictures = compiler.compile(
        str(typesetting.TEMPLATE),
        format="png",
        ppi=110,
        sys_inputs={"data": json.dumps(data)},
    )
    picture = Image.open(io.BytesIO(pictures[page]))
    return {found.text for found in zxingcpp.read_barcodes(picture.convert("L"))}
