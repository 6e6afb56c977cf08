"""Atom feed of what changes in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.feeds import MOST, Item, atom
from opencity.core.pagecache import cached
from opencity.core.texts import read
from opencity.plan.models import Evaluation, Measure, PlanVersion, ProgressReport
from opencity.plan.pages import version_or_404


@cached("plan", "texts")
def changes(request: HttpRequest) -> HttpResponse:
    """Give the newest changes of the plan as Atom."""
    version = version_or_404()
    return atom(
        request,
        name=f"plan/{version.plan.code}",
        title=read(version.plan.title).text,
        about=read(version.plan.subtitle).text,
        home=reverse("plan:glance"),
        items=_items(version),
    )


def _items(version: PlanVersion) -> Iterator[Item]:
    newest = Measure.objects.public().filter(version=version).order_by("-last_published_at")
    for measure in newest[:MOST]:
        yield _measure_item(measure)
    reports = ProgressReport.objects.public().filter(measure__version=version)
    for report in reports.select_related("measure").order_by("-last_published_at")[:MOST]:
        yield _report_item(report)
    found = Evaluation.objects.public().filter(measure__version=version)
    for evaluation in found.select_related("measure").order_by("-last_published_at")[:MOST]:
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
