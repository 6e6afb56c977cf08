"""Licences of open data by the names that content gives them."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "CC BY 4.0"
"""Under which the site gives out what it says itself."""


@dataclass(frozen=True)
class Licence:
    """A published licence: its id in the list of SPDX, its title and its text's address."""

    spdx: str
    title: str
    address: str


_KNOWN = {
    "CC BY 4.0": Licence(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC BY-SA 4.0": Licence(
        "CC-BY-SA-4.0",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC0 1.0": Licence(
        "CC0-1.0",
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    "ODbL 1.0": Licence(
        "ODbL-1.0",
        "Open Data Commons Open Database License 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
}


def licence_of(name: str) -> Licence | None:
    """Return the licence of a name such as ``CC BY 4.0``; ``None`` for the terms of somebody."""
    return _KNOWN.get(name)
