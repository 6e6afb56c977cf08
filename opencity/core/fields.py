"""Fields that several apps share: sources of a fact, lists of codes, dates as exact as known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z"
_web_address = URLValidator(schemes=["http", "https"])


class PartialDateField(models.CharField):
    """A date as exact as it is known: ``2018``, ``2021-09`` or ``2021-09-17``; sorts as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)
        self.validators.append(
            RegexValidator(
                re.compile(_PARTIAL_DATE),
                gettext_lazy("Write a year, a month or a day: 2018, 2021-09 or 2021-09-17."),
            )
        )


class CodesField(models.JSONField):
    """Several of some choices, stored as a list of their codes in the order of the choices.

    ``enum`` is the class of the choices; a subclass sets it or the field is given it.
    """

    enum: type[models.TextChoices]

    def __init__(
        self, *args: Any, enum: type[models.TextChoices] | None = None, **kwargs: Any
    ) -> None:
        if enum is not None:
            self.enum = enum
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but a list of different codes."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or len(set(map(str, value))) != len(value):
            raise ValidationError(_("This must be a list of different choices."))
        for code in value:
            if code not in self.enum.values:
                raise ValidationError(_("“%(code)s” is none of the choices.") % {"code": code})

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return one checkbox a choice."""
        return forms.MultipleChoiceField(
            choices=self.enum.choices,
            label=kwargs.get("label") or capfirst(self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, value: Sequence[str]) -> list[str]:
        """Return the names of some codes in the current language, in the order of the choices."""
        return [str(self.enum(code).label) for code in self.enum.values if code in value]


class SourceLinesField(forms.CharField):
    """Takes sources as lines ``title | https://address`` and gives a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea({"rows": 2})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored list as lines."""
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(filter(None, (s["title"], s["address"]))) for s in value)

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        lines = (super().to_python(value) or "").splitlines()
        return [self._source(line) for line in lines if line.strip()]

    def _source(self, line: str) -> dict[str, str]:
        title, _bar, address = (part.strip() for part in line.partition("|"))
        if address:
            _web_address(address)
        return {"title": title, "address": address}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True


def validate_sources(sources: Any) -> None:
    """Refuse anything but a list of titles with web addresses, which may be empty."""
    if not isinstance(sources, list):
        raise ValidationError(_("This must be a list of sources."))
    for source in sources:
        if not isinstance(source, dict) or set(source) != {"title", "address"}:
            raise ValidationError(_("Each source has a title and an address."))
        if source["address"]:
            _web_address(source["address"])


class SourcesField(models.JSONField):
    """Where a fact comes from: ``[{"title": "…", "address": "https://…"}]``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.validators.append(validate_sources)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a box with one source a line."""
        return SourceLinesField(
            label=kwargs.get("label") or capfirst(self.verbose_name),
            help_text=gettext_lazy("One source a line: title | https://address"),
            required=not self.blank,
        )
