"""Atom feed of what changes in the plan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opencity.core.pagecache import cached
from opencity.core.texts import read
from opencity.plan.models import Evaluation, Measure, PlanVersion, ProgressReport
from opencity.plan.pages import version_or_404

_MOST = 50

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; text pasted from slides brings vertical tabs."""


@dataclass(frozen=True)
class Item:
    """One change: a published measure, report or evaluation."""

    key: str
    title: str
    text: str
    path: str
    at: datetime.datetime


@cached("plan", "texts")
def changes(request: HttpRequest) -> HttpResponse:
    """Give the newest changes of the plan as Atom."""
    version = version_or_404()
    feed = Atom1Feed(
        title=_for_xml(read(version.plan.title).text),
        link=settings.SITE_URL + reverse("plan:glance"),
        description=_for_xml(read(version.plan.subtitle).text),
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
        feed_guid=f"{settings.SITE_URL}/plan/{version.plan.code}",
    )
    for item in sorted(_items(version), key=lambda each: each.at, reverse=True)[:_MOST]:
        feed.add_item(
            title=_for_xml(item.title),
            link=settings.SITE_URL + item.path,
            description=_for_xml(item.text),
            unique_id=f"{settings.SITE_URL}/{item.key}",
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _for_xml(text: str) -> str:
    return _NO_XML.sub("", text)


def _items(version: PlanVersion) -> Iterator[Item]:
    newest = Measure.objects.public().filter(version=version).order_by("-last_published_at")
    for measure in newest[:_MOST]:
        yield _measure_item(measure)
    reports = ProgressReport.objects.public().filter(measure__version=version)
    for report in reports.select_related("measure").order_by("-last_published_at")[:_MOST]:
        yield _report_item(report)
    found = Evaluation.objects.public().filter(measure__version=version)
    for evaluation in found.select_related("measure").order_by("-last_published_at")[:_MOST]:
        yield _evaluation_item(evaluation)


def _measure_item(row: Measure) -> Item:
    title = f"{row.code} {read(row.title).text}"
    at = row.last_published_at or row.updated_at
    return Item(f"measure/{row.pk}", title, read(row.summary).text, row.get_absolute_url(), at)


def _report_item(row: ProgressReport) -> Item:
    title = _("Progress report: %(measure)s") % {"measure": read(row.measure.title).text}
    path = f"{row.measure.get_absolute_url()}#report-{row.pk}"
    at = row.last_published_at or row.updated_at
    return Item(f"report/{row.pk}", title, read(row.text).text, path, at)


def _evaluation_item(row: Evaluation) -> Item:
    title = _("Evaluation: %(measure)s") % {"measure": read(row.measure.title).text}
    path = f"{row.measure.get_absolute_url()}#evaluation-{row.pk}"
    text = f"{row.get_rating_display()}. {read(row.grounds).text}"
    return Item(f"evaluation/{row.pk}", title, text, path, row.last_published_at or row.updated_at)
