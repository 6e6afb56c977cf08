"""Which figures somebody asks for by the parameters of an address."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError

from opencity.core.pagecache import seconds_until, tag
from opencity.monitor import queries
from opencity.monitor.keys import pattern_of
from opencity.monitor.methods.periods import end_of, time_of
from opencity.monitor.models import Observation, Series
from opencity.monitor.views import moment_of

Response = TypeVar("Response", bound=HttpResponseBase)

ADDRESS = "/api/v1/monitor/"
_KEYS = ("monitor", "texts")
_PERIOD = r"^([0-9]{4}(-(0[1-9]|1[0-2])|-?(M(0[1-9]|1[0-2])|Q[1-4]|S[12]))?)?$"


class SelectionIn(Schema):
    """Which figures are asked for."""

    series: str = Field(
        "",
        max_length=1_000,
        description="Code of an indicator, or of it and a key: CODE/A.BG.T.Y15-64.FOR.PC. In a key "
        "nothing or * between dots stands for any code, + joins several; a comma joins keys.",
    )
    as_of: str = Field(
        "",
        description="Moment, or a day for its end: the figures as they stood then.",
        json_schema_extra={"format": "date-time"},
    )
    start: str = Field(
        "", pattern=_PERIOD, description="First period, such as 2015, 2024-Q3 or 2024-07."
    )
    end: str = Field("", pattern=_PERIOD, description="Last period.")

    def query(self, **more: str) -> str:
        """Return the parameters as they stand in an address, with others behind them."""
        own = {name: getattr(self, name) for name in SelectionIn.model_fields}
        said = {name: value for name, value in {**own, **more}.items() if value}
        return f"?{urlencode(said, safe='/*:')}" if said else ""


@dataclass(frozen=True)
class Selection:
    """The series and figures that are asked for; nothing that is not public is among them."""

    asked: SelectionIn
    series: dict[int, Series]
    moment: datetime.datetime | None
    until: datetime.datetime | None

    @cached_property
    def figures(self) -> QuerySet[Observation]:
        """Return the figures by series and period."""
        rows = self._narrowed(queries.public_figures(self.moment))
        return _within(rows, self.asked.start, self.asked.end).order_by("series_id", "time")

    def _narrowed(self, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        """Narrow figures to the series asked for; only a key needs them named one by one."""
        code, _slash, key = self.asked.series.partition("/")
        if key:
            return rows.filter(series__in=self.series)
        return rows.filter(series__indicator__code=code) if code else rows

    def tag(self, response: Response) -> Response:
        """Offer an answer to the page cache until a figure changes or becomes public."""
        return tag_until(response, self.until)


def selection(asked: SelectionIn) -> Selection:
    """Return what is asked for, or say what cannot be read."""
    release = queries.next_release()
    until = release.public_from if release else None
    return Selection(asked, _chosen(asked.series), _moment(asked.as_of), until)


def tag_until(response: Response, until: datetime.datetime | None) -> Response:
    """Offer an answer to the page cache until a figure changes, or a moment at the latest."""
    return tag(response, *_KEYS, max_age=seconds_until(until), any_language=True)


def _chosen(asked: str) -> dict[int, Series]:
    """Return the series of published indicators that are asked for, by key."""
    code, _slash, key = asked.replace("\0", "\N{REPLACEMENT CHARACTER}").partition("/")
    rows = Series.objects.filter(indicator__live=True).select_related("indicator")
    if code:
        rows = rows.filter(indicator__code=code)
    found = {row.pk: row for row in rows.order_by("indicator__code", "order", "key")}
    if code and not found:
        raise Http404(
            _("series: there is no published indicator “%(code)s”.") % {"code": code[:60]}
        )
    if key:
        wanted = [pattern_of(each) for each in key.split(",")]
        found = {
            pk: row
            for pk, row in found.items()
            if any(pattern.fullmatch(row.key) for pattern in wanted)
        }
    return found


def _moment(asked: str) -> datetime.datetime | None:
    moment = moment_of(asked) if asked else None
    try:
        moment = moment and moment.astimezone(datetime.UTC)
    except OverflowError:
        moment = None
    if asked and moment is None:
        raise HttpError(422, _("as_of: write a day like 2026-01-31, or a moment of ISO 8601."))
    return moment


def _within(rows: Any, start: str, end: str) -> Any:
    if start:
        rows = rows.filter(time__gte=time_of(start))
    if end:
        rows = rows.filter(time__lt=end_of(end))
    return rows
