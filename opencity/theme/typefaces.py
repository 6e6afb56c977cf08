"""The typefaces for what is drawn on the server: packs and downloads of charts."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
