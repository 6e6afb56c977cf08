"""Runs Typst as a program of its own: JSON on standard input, a PDF on standard output.

Typst keeps what it laid out, some sixty megabytes a pack, for as long as its process lives; here
that is one pack. ``python press.py TEMPLATE FONTS``; a text that the standard refuses is told on
standard error and printed as ordinary PDF. It imports nothing of the site, so that it starts at
once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst


def press(template: Path, fonts: Path, data: str) -> bytes:
    """Return the PDF, PDF/UA-1 where the texts allow it."""
    compiler = typst.Compiler(
        root=str(template.parent),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        ),
        ignore_system_fonts=True,
    )
    inputs = {"data": data}
    try:
        made = compiler.compile(
            str(template), format="pdf", sys_inputs=inputs, pdf_standards="ua-1"
        )
    except typst.TypstError as trouble:
        sys.stderr.write(trouble.diagnostic[:2000])
        made = compiler.compile(str(template), format="pdf", sys_inputs=inputs)
    return bytes(made)  # type: ignore[arg-type]  # one document without an output path


if __name__ == "__main__":
    _template, _fonts = sys.argv[1:]
    _data = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(press(Path(_template), Path(_fonts), _data))
