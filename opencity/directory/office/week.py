"""A week of opening hours as one line a day: read, shown, compared."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import FieldPanel

from opencity.directory.enums import Weekday
from opencity.directory.models import OpeningHours
from opencity.directory.rules import Stretch, merged

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_STRETCH = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}")
_BETWEEN = re.compile(r"[,;]")


def read_day(line: str) -> tuple[Stretch, ...]:
    """Read the hours of a day, such as ``9:00–12:30, 13:00–17:30``; nothing for a closed day."""
    pieces = [piece.strip() for piece in _BETWEEN.split(line) if piece.strip()]
    stretches = [_stretch(piece) for piece in pieces]
    if len(merged(stretches)) != len(stretches):
        raise ValidationError(_("These hours overlap: “%(hours)s”.") % {"hours": line.strip()})
    return tuple(sorted(stretches))


def _stretch(piece: str) -> Stretch:
    found = _STRETCH.fullmatch(piece)
    try:
        hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())  # type: ignore[union-attr]  # no match is refused below
        stretch = Stretch(datetime.time(hour, minute), datetime.time(end_hour, end_minute))
    except (AttributeError, ValueError):
        message = _("“%(piece)s” is no time of day. Write hours like 9:00–17:30.")
        raise ValidationError(message % {"piece": piece}) from None
    if stretch.closes <= stretch.opens:
        message = _("“%(piece)s” closes before it opens; the later time comes last.")
        raise ValidationError(message % {"piece": piece})
    return stretch


def rows_of(week: Sequence[str]) -> list[OpeningHours]:
    """Return the rows that hold a week given as a line a day."""
    stretches = [(day, each) for day, line in enumerate(week) for each in read_day(line)]
    return [
        OpeningHours(day=day, opens=each.opens, closes=each.closes, sort_order=order)
        for order, (day, each) in enumerate(stretches)
    ]


class WeekWidget(forms.MultiWidget):
    """One labelled line for each day."""

    template_name = "directory/office/week.html"

    def __init__(self) -> None:
        super().__init__({str(day.value): forms.TextInput() for day in Weekday})

    def decompress(self, value: Sequence[str] | None) -> list[str]:
        """Return the lines."""
        return list(value or [""] * len(Weekday))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the day of each line for the template."""
        context = super().get_context(name, value, attrs)
        for day, line in zip(Weekday, context["widget"]["subwidgets"], strict=True):
            line["day"] = capfirst(str(day.label))
        return context


class WeekField(forms.MultiValueField):
    """Takes a line a day and gives the lines as they are stored."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False, max_length=200) for _day in Weekday]
        super().__init__(
            fields, required=False, require_all_fields=False, widget=WeekWidget(), **kwargs
        )

    def compress(self, data_list: list[str]) -> list[str]:
        """Return the lines, each with its hours as they are shown; a fault names its day."""
        lines, faults = [], []
        for day, line in zip(Weekday, data_list or [""] * len(Weekday), strict=True):
            try:
                lines.append(written(read_day(line or "")))
            except ValidationError as error:
                faults.append(f"{capfirst(str(day.label))}: {error.message}")
        if faults:
            raise ValidationError(faults)
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the hours, however they are written."""
        try:
            return list(initial or [""] * len(Weekday)) != self.compress(list(data or []))
        except ValidationError:
            return True


def written(stretches: Iterable[Stretch]) -> str:
    """Write the hours of a day as a line."""
    return ", ".join(f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in stretches)


class WeekComparison(FieldComparison):
    """Shows on which days two versions of a place differ."""

    def __init__(self, old: Any, new: Any) -> None:
        self.val_a, self.val_b = old.week, new.week

    def field_label(self) -> str:
        """Return what is compared."""
        return _("Opening hours")

    def htmldiff(self) -> SafeString:
        """Return the days that changed with their old and new hours."""
        days = zip(Weekday, self.val_a, self.val_b, strict=True)
        return format_html_join(
            "",
            "<div>{}: <del>{}</del> <ins>{}</ins></div>",
            ((capfirst(str(day.label)), old, new) for day, old, new in days if old != new),
        )


class WeekPanel(FieldPanel):
    """The panel of a place's week, which stands in rows of their own."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[type[WeekComparison]]:
            """Compare by day."""
            return [WeekComparison]


WEEK_HELP = gettext_lazy(
    "One line a day, e.g. 9:00–17:30 or 9:00–12:30, 13:00–17:30. A day without hours is closed; "
    "leave the whole week empty while the hours are not known."
)
