"""Draws an uploaded picture anew, so that nothing but the picture is kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 4096
"""Pixels; a larger picture is made smaller."""

_KEPT = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "GIF": "PNG"}
"""What each format is kept as; of a moving picture its first frame remains."""

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
    "AVIF": {"quality": 80},
}


class NoPicture(ValueError):
    """The file cannot be read as a picture to its end."""


def clean_picture(name: str, content: Any) -> tuple[str, bytes]:
    """Return a name with the right ending and the picture turned upright, without any metadata."""
    try:
        content.seek(0)
        with Image.open(content) as opened:
            kept = _KEPT[str(opened.format)]
            picture = ImageOps.exif_transpose(opened)
            picture.load()
    except (OSError, SyntaxError, ValueError, KeyError, UnidentifiedImageError) as error:
        raise NoPicture(str(error)) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(mode := _mode(picture, kept), picture.size)
    bare.paste(picture.convert(mode))
    target = BytesIO()
    bare.save(target, kept, **_OPTIONS[kept])
    return str(PurePath(name).with_suffix(_SUFFIXES[kept])), target.getvalue()


def _mode(picture: Image.Image, kept: str) -> str:
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return "RGBA" if see_through and kept != "JPEG" else "RGB"
