"""Walks the directory's content folder in the order in which its files refer to each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from opencity.core.content import Loading
from opencity.core.content.facts import bring, listed
from opencity.core.content.records import Loader
from opencity.directory.loading import schema
from opencity.directory.models import Contact, District, Organisation, Place


def load_folder(folder: Path, loading: Loading) -> None:
    """Load contacts, organisations, districts and places; ``ContentError`` at the first fault."""
    loader = Loader(loading)
    for name, model, read in (
        ("contacts", Contact, schema.contact),
        ("organisations", Organisation, schema.organisation),
        ("districts", District, schema.district),
        ("places", Place, schema.place),
    ):
        for entry in listed(loader, folder / f"{name}.yaml", name):
            bring(loader, entry, model, partial(read, codes=loader.lookup.codes))
