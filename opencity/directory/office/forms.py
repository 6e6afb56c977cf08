"""Forms of the directory: hours as a line a day, languages as codes with commas."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from opencity.directory.office.week import WEEK_HELP, WeekField, rows_of

_CODE = re.compile(r"[a-z]{2,3}(-[a-z]{2,8})?")


class SpokenField(forms.CharField):
    """Takes the codes of languages with commas between them and gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Languages spoken"),
            help_text=gettext_lazy(
                "Codes with commas between them, e.g. en, fr, ar; empty if not known."
            ),
            required=False,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Write a list as one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read the codes, each once."""
        codes = [part.strip().lower() for part in (super().to_python(value) or "").split(",")]
        found = list(dict.fromkeys(filter(None, codes)))
        for code in found:
            if not _CODE.fullmatch(code):
                message = _("“%(code)s” is no code of a language. Write codes such as en or ar.")
                raise ValidationError(message % {"code": code})
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


class SpeakingForm(WagtailAdminModelForm):
    """The form of a record whose people speak some languages."""

    languages = SpokenField()


class PlaceForm(SpeakingForm):
    """The form of a place; its week stands in lines and is stored in rows."""

    week = WeekField(label=gettext_lazy("Opening hours"), help_text=WEEK_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("week", self.instance.week)

    def save(self, commit: bool = True) -> Any:
        """Store the lines as rows with the place."""
        if "week" in self.changed_data:
            self.instance.hours = rows_of(self.cleaned_data["week"])
        return super().save(commit=commit)
