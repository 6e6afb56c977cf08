"""Atom feeds: the newest changes of an app, for people who follow it with a reader."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

MOST = 50

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; text pasted from slides brings vertical tabs."""


@dataclass(frozen=True)
class Item:
    """One change, with the path of the page that shows it; ``key`` never changes."""

    key: str
    title: str
    text: str
    path: str
    at: datetime.datetime


def atom(
    request: HttpRequest, *, name: str, title: str, about: str, home: str, items: Iterable[Item]
) -> HttpResponse:
    """Answer with the newest items as Atom; ``home`` is the path of the page they belong to."""
    site = settings.SITE_URL
    feed = Atom1Feed(
        title=_for_xml(title),
        link=site + home,
        description=_for_xml(about),
        language=get_language(),
        feed_url=site + request.path,
        feed_guid=f"{site}/{name}",
    )
    for item in sorted(items, key=lambda each: each.at, reverse=True)[:MOST]:
        feed.add_item(
            title=_for_xml(item.title),
            link=site + item.path,
            description=_for_xml(item.text),
            unique_id=f"{site}/{item.key}",
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _for_xml(text: str) -> str:
    return _NO_XML.sub("", text)
