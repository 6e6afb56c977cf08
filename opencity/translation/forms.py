"""The desk's filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.translation.queries import NOBODY
from opencity.translation.subjects import translatable_models


class DeskFilter(forms.Form):
    """Narrows the desk; what is no choice of a field is left out and narrows nothing."""

    language = forms.ChoiceField(required=False)
    model = forms.ChoiceField(required=False)
    owner = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, owners: Iterable[Any]) -> None:
        super().__init__(data)
        source = languages.source_language()
        everything = ("", _("all"))
        self._offer(
            "language",
            _("Language"),
            [
                everything,
                *((code, languages.name(code)) for code in languages.codes() if code != source),
            ],
        )
        self._offer(
            "model",
            _("Kind"),
            [
                everything,
                *(
                    (m._meta.label_lower, capfirst(str(m._meta.verbose_name)))
                    for m in translatable_models()
                ),
            ],
        )
        self._offer(
            "owner",
            _("Owner"),
            [
                everything,
                (str(NOBODY), _("nobody")),
                *((str(owner.pk), str(owner)) for owner in owners),
            ],
        )

    def _offer(self, name: str, label: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.label, field.choices = label, choices

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what narrows the desk, by the names that ``queries.desk`` takes."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
