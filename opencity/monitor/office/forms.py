"""Forms of the desk on which figures are entered and decided about."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.core.fields import SourceLinesField
from opencity.monitor import queries
from opencity.monitor.enums import FLAG_LABELS
from opencity.monitor.formats import cells
from opencity.monitor.formats.mistakes import Unreadable
from opencity.monitor.methods.figures import Flag
from opencity.monitor.models import Release, Series

_ENTERED = (Flag.PROVISIONAL, Flag.ESTIMATED, Flag.BREAK)


class WithRelease(forms.Form):
    """Base of forms that may give figures to a release which is still to come."""

    release = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("Release"),
        required=False,
        empty_label=gettext_lazy("Public at once"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        self.fields["release"].queryset = queries.releases_to_come()  # type: ignore[attr-defined]  # a choice of models has one


class EntryForm(forms.Form):
    """A figure that only the city knows."""

    series = forms.ModelChoiceField(
        Series.objects.none(), label=gettext_lazy("Series"), empty_label=gettext_lazy("Choose one")
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=10,
        help_text=gettext_lazy("2024, 2024-S2, 2024-Q3 or 2024-07."),
    )
    value = forms.DecimalField(label=gettext_lazy("Value"), max_digits=24, decimal_places=6)
    flags = forms.MultipleChoiceField(
        choices=[(flag.value, FLAG_LABELS[flag]) for flag in _ENTERED],
        label=gettext_lazy("Status"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sources = SourceLinesField(
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy("One a line: what it is | https://address, if it has one."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("When a figure of this period is public already: why it changes."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        rows = Series.objects.filter(register="", indicator__dataset="")
        self.fields["series"].queryset = rows.select_related("indicator")  # type: ignore[attr-defined]  # a choice of models has one

    def clean_period(self) -> str:
        """Refuse what is no period."""
        try:
            return cells.period(str(self.cleaned_data["period"]))
        except Unreadable:
            raise ValidationError(_("Write it like 2024, 2024-Q3 or 2024-07.")) from None

    def clean_flags(self) -> str:
        """Return the letters as one word."""
        return "".join(self.cleaned_data["flags"])


class DecisionForm(WithRelease):
    """What a second person says of an entered figure."""

    approve = forms.TypedChoiceField(
        choices=[("yes", gettext_lazy("Approve and publish")), ("no", gettext_lazy("Refuse"))],
        label=gettext_lazy("Decision"),
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Needed when you refuse: why, so that it can be put right."),
    )
    field_order = ("approve", "release", "answer")


class WithdrawForm(forms.Form):
    """Why readers shall no longer see a run or a figure; the action asks for the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed to withdraw; it is kept in the log."),
    )


class TakeBackForm(WithdrawForm):
    """Why a file of figures is taken back; the figures that return show it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's form takes them
        self.fields["reason"].help_text = _("Readers see it at the figures that return.")
