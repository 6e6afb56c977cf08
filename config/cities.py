"""Reads a city's own settings from ``cities/<city>/city.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class City:
    """What the platform must know of its city; everything else is content."""

    folder: Path
    code: str
    name: dict[str, str]
    authority: dict[str, str]
    time_zone: str
    source_language: str
    languages: tuple[str, ...]
    country: str
    subdivision: str
    fallbacks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    territory: str = ""


def read_city(folder: Path) -> City:
    """Return the city described by ``city.toml`` in a folder."""
    facts: dict[str, Any] = tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))
    return City(
        folder=folder,
        code=facts["code"],
        name=facts["name"],
        authority=facts["authority"],
        time_zone=facts["time_zone"],
        source_language=facts["source_language"],
        languages=tuple(facts["languages"]),
        country=facts["country"],
        subdivision=facts.get("subdivision", ""),
        fallbacks={language: tuple(chain) for language, chain in facts["fallbacks"].items()},
        territory=facts.get("territory", ""),
    )
