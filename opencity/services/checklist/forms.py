"""The three questions of the checklist; the answers stand in the address of the page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.services.enums import FamilyTie, Reason, Who
from opencity.services.rules.checklist import Answers, Arrival

_PARTS = ("day", "month", "year")
_OFFERED_YEARS = 30
_LONGEST_STAY = 100
"""Years; an older date is taken for a slip of the finger."""
_SINCE = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")


class SinceWidget(forms.MultiWidget):
    """Three lists for day, month and year; also takes a whole date under the field's own name."""

    template_name = "services/since_widget.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({part: forms.Select() for part in _PARTS})

    def use_required_attribute(self, initial: Any) -> bool:
        """Leave it to the server to ask for what is missing: the day may stay empty."""
        return False

    def decompress(self, value: str | None) -> list[str]:
        """Return day, month and year of a written date, empty where there is none."""
        found = _SINCE.fullmatch(value or "")
        year, month, day = found.groups() if found else ("", "", "")
        return [str(int(part)) if part else "" for part in (day, month, year)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the date as it was given: ``2027-03-12``, ``2027-03`` or nonsense."""
        parts = [data.get(f"{name}_{part}") for part in _PARTS]
        if all(part is None for part in parts):
            return data.get(name, "")
        day, month, year = (part or "" for part in parts)
        whole = f"{year}-{month}-{day}" if day else f"{year}-{month}"
        return whole.strip("-")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether nothing was sent for this question."""
        return not any(key in data for key in (name, *(f"{name}_{part}" for part in _PARTS)))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Offer the days, the months by name and the last years, named for screen readers."""
        this_year = timezone.localdate().year
        years = range(this_year, this_year - _OFFERED_YEARS, -1)
        labels = (_("Day"), _("Month"), _("Year"))
        choices: tuple[Iterable[tuple[Any, Any]], ...] = (
            ((n, n) for n in range(1, 32)),
            MONTHS.items(),
            ((n, n) for n in years),
        )
        boxes = cast(list[forms.Select], self.widgets)
        for box, label, found in zip(boxes, labels, choices, strict=True):
            box.choices = [("", label), *found]
        context = super().get_context(name, value, attrs)
        for shown, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            shown["attrs"]["aria-label"] = label
        return context


class SinceField(forms.Field):
    """When a person came: gives an ``Arrival``; refuses what cannot be."""

    widget = SinceWidget

    def to_python(self, value: Any) -> Arrival | None:
        """Read a day or a month."""
        if not value:
            return None
        found = _SINCE.fullmatch(str(value))
        if found is None:
            raise ValidationError(_("Choose at least the month and the year."))
        year, month, day = found.groups()
        try:
            return Arrival(datetime.date(int(year), int(month), int(day or 1)), day is not None)
        except ValueError:
            raise ValidationError(_("There is no such day in the calendar.")) from None

    def validate(self, value: Arrival | None) -> None:
        """Refuse the future and what is too long ago."""
        super().validate(value)
        today = timezone.localdate()
        if value and value.day > today:
            raise ValidationError(
                _("This day has not come yet. Give the day on which you came, not a later one.")
            )
        if value and value.day.year < today.year - _LONGEST_STAY:
            raise ValidationError(_("This is more than 100 years ago. Check the year."))


_CHOOSE = {
    "required": gettext_lazy("Choose one answer."),
    "invalid_choice": gettext_lazy("Choose one of the answers offered."),
}


class ChecklistForm(forms.Form):
    """Who, why, since when, with whom."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who I am"),
        choices=Who.choices,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why I came"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    since = SinceField(
        label=gettext_lazy("Since when I am here"),
        help_text=gettext_lazy(
            "Deadlines are counted from this day. If you do not know it, leave the day empty."
        ),
        error_messages={"required": gettext_lazy("Choose at least the month and the year.")},
    )
    family = forms.MultipleChoiceField(
        label=gettext_lazy("My family"),
        choices=FamilyTie.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _CHOOSE["invalid_choice"]},
    )

    @classmethod
    def is_asked(cls, parameters: Mapping[str, str]) -> bool:
        """Tell whether an address holds any answer."""
        names = {*cls.base_fields, *(f"since_{part}" for part in _PARTS)}
        return not names.isdisjoint(parameters)

    def answers(self) -> Answers:
        """Return the answers of a valid form."""
        data = self.cleaned_data
        family = frozenset(FamilyTie(tie) for tie in data["family"])
        return Answers(Who(data["who"]), Reason(data["reason"]), data["since"], family)


def query_of(answers: Answers) -> str:
    """Return answers as the parameters of an address, always in the same order."""
    family = [tie for tie in FamilyTie if tie in answers.family]
    pairs = [
        ("who", answers.who.value),
        ("reason", answers.reason.value),
        ("since", str(answers.arrival)),
        *(("family", tie.value) for tie in family),
    ]
    return urlencode(pairs)
