"""What the pages of the packs show, gathered in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from opencity.core.published import linked_keys
from opencity.core.texts.notices import text_notice
from opencity.publications import queries
from opencity.publications.choosing import MOST, Choice
from opencity.publications.contents import contents_of
from opencity.publications.models import Pack
from opencity.publications.reader import Data
from opencity.services.models import Service, Topic

Context = dict[str, Any]


def packs_context(choice: Choice) -> Context:
    """The ready-made packs, and the services to choose one's own from."""
    packs, services, topics = queries.packs(), queries.offered(), list(Topic.objects.all())
    return {
        "packs": packs,
        "shelves": _shelves(services, topics),
        "chosen": choice.codes,
        "most": MOST,
        "is_too_long": choice.is_too_long,
        **text_notice([*packs, *services, *topics]),
    }


def _shelves(services: list[Service], topics: list[Topic]) -> list[Context]:
    """Return the services under their first topics."""
    of_topic: dict[int, list[Service]] = {}
    for service in services:
        keys = linked_keys(service, "topics")
        first = next((topic.pk for topic in topics if topic.pk in keys), 0)
        of_topic.setdefault(first, []).append(service)
    shelves = [{"topic": each, "services": of_topic.get(each.pk, [])} for each in topics]
    shelves.append({"topic": None, "services": of_topic.get(0, [])})
    return [shelf for shelf in shelves if shelf["services"]]


def pack_or_404(slug: str) -> Pack:
    """Return the published pack of an address."""
    found = queries.pack(slug)
    if found is None:
        raise Http404(_("There is no such pack."))
    return found


def pack_contents(row: Pack, *, draft: bool = False) -> Data:
    """Return what a ready-made pack says."""
    return contents_of(queries.selection(row, draft=draft))


def pack_context(row: Pack, *, draft: bool = False) -> Context:
    """The easy-print page of a ready-made pack."""
    files = {
        name: reverse(f"publications:pack_{name}", kwargs={"slug": row.slug or "pack"})
        for name in ("pdf", "text")
    }
    return _page(pack_contents(row, draft=draft), files, "?paper=a5")


def own_context(choice: Choice) -> Context:
    """The easy-print page of a reader's own pack."""
    query = "?" + urlencode(
        {"service": [each.code for each in choice.selection.services]}, doseq=True
    )
    files = {name: reverse(f"publications:own_{name}") + query for name in ("pdf", "text")}
    page = _page(contents_of(choice.selection), files, "&paper=a5")
    change = reverse("publications:packs") + query + "#own"
    return page | {"is_own": True, "missing": choice.missing, "change": change}


def _page(contents: Data, files: dict[str, str], a5: str) -> Context:
    return {
        "crumbs": [{"label": _("Packs"), "url": reverse("publications:packs")}],
        "pack": contents,
        "labels": contents["labels"],
        "issued": issued(),
        "pdf": files["pdf"],
        "booklet": files["pdf"] + a5,
        "text": files["text"],
    }


def issued() -> str:
    """Return today as the date of issue of a page or a plain text."""
    return date_format(timezone.localdate(), "DATE_FORMAT")
