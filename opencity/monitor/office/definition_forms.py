"""The form of another definition of an indicator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from opencity.core.texts.forms import TextFormField
from opencity.monitor.methods.periods import time_of
from opencity.monitor.models import Code, IndicatorVersion


class DefinitionForm(forms.ModelForm):
    """What an indicator measures from a day on."""

    break_period = forms.CharField(
        label=gettext_lazy("Figures cannot be compared from this period on"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("2024, 2024-Q3 or 2024-07; empty when they still can."),
    )
    break_reason = TextFormField(
        label=gettext_lazy("Why they cannot be compared"), required=False, text_length=500
    )

    class Meta:
        model = IndicatorVersion
        fields = (
            "valid_from", "concept", "numerator", "denominator", "unit", "multiplier",
            "frequency", "level", "wish", "lowest", "highest", "best_from", "best_to", "method",
            "producer", "licence", "smallest_cell",
        )  # fmt: skip
        widgets = {"valid_from": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Code.objects.filter(dimension="UNIT").order_by("order", "code")
        self.fields["unit"] = forms.ChoiceField(
            label=self.fields["unit"].label, choices=[(row.code, str(row)) for row in units]
        )

    def clean_break_period(self) -> str:
        """Refuse what is no period."""
        period = str(self.cleaned_data["break_period"]).strip()
        try:
            time_of(period or "2000")
        except ValueError:
            raise ValidationError(_("Write it like 2024, 2024-Q3 or 2024-07.")) from None
        return period

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a break."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("break_period") and not any((found.get("break_reason") or {}).values()):
            self.add_error("break_reason", _("Say why, so that readers understand it."))
        return found

    def values(self) -> dict[str, Any]:
        """Return what the definition says, without its break."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
