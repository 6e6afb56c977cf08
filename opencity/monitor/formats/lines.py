"""From bytes to lines of text, for files that may be anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from opencity.monitor.formats.mistakes import Mistakes

MAX_LINE = 100_000
BOM = b"\xef\xbb\xbf"


class Lines:
    """The lines of a UTF-8 file, with their ends; the first may begin with a byte order mark.

    ``broken_off`` tells, once the last line is read, whether it lacked its end.
    """

    def __init__(self, source: BinaryIO, mistakes: Mistakes) -> None:
        self._source = source
        self._mistakes = mistakes
        self.broken_off = False

    def __iter__(self) -> Iterator[str]:
        read = self._source.readline
        number = 0
        while raw := read(MAX_LINE):
            number += 1
            if number == 1:
                raw = raw.removeprefix(BOM)
            if not raw.endswith(b"\n"):
                self._check_end(number, raw)
            yield self._decoded(number, raw)

    def _check_end(self, number: int, raw: bytes) -> None:
        if len(raw) >= MAX_LINE - len(BOM):
            raise self._mistakes.stop(
                number,
                "",
                _("The line is longer than %(most)d bytes: this is no table of figures.")
                % {"most": MAX_LINE},
            )
        self.broken_off = True

    def _decoded(self, number: int, raw: bytes) -> str:
        try:
            line = raw.decode()
        except UnicodeDecodeError as error:
            raise self._mistakes.stop(
                number,
                _("character %(place)d") % {"place": len(raw[: error.start].decode()) + 1},
                _("The byte %(byte)02X is not UTF-8: save the file as “CSV UTF-8”.")
                % {"byte": raw[error.start]},
            ) from None
        if "\0" in line:
            raise self._mistakes.stop(
                number,
                _("character %(place)d") % {"place": line.index("\0") + 1},
                _("The file holds a NUL byte: it is damaged or no text; fetch it again."),
            )
        return line
