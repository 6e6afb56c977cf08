"""What a reader chose for a pack of their own, read from the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

from opencity.publications.enums import Paper
from opencity.publications.queries import Selection, own_selection

MOST = 15
"""So many services fit a pack of one's own; for more there are the ready-made ones."""
_CODE = re.compile(r"[-\w]{1,80}\Z", re.ASCII)
_MOST_READ = 200


@dataclass(frozen=True)
class Choice:
    """The services chosen and published, and how many were asked for."""

    selection: Selection
    codes: list[str]

    @property
    def is_too_long(self) -> bool:
        """Tell whether there are more services than fit."""
        return len(self.codes) > MOST

    @property
    def missing(self) -> int:
        """Return how many of the services chosen are not there to read."""
        return len(self.codes) - len(self.selection.services)


def chosen(parameters: QueryDict) -> Choice:
    """Return the choice in an address; what is no code of a service counts as missing."""
    codes = list(dict.fromkeys(parameters.getlist("service")))[:_MOST_READ]
    known = [code for code in codes if _CODE.match(code)]
    is_read = known and len(codes) <= MOST
    return Choice(own_selection(known) if is_read else Selection([], []), codes)


def paper_of(parameters: QueryDict) -> str:
    """Return the paper that an address asks for, A4 unless it says otherwise."""
    asked = parameters.get("paper", Paper.A4)
    return asked if asked in Paper.values else ""
