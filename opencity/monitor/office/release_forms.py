"""Forms of the calendar of releases."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from opencity.monitor.models import Release


class AnnounceForm(forms.ModelForm):
    """A release that is still to come."""

    class Meta:
        model = Release
        fields = ("title", "code", "public_from")
        widgets = {"public_from": AdminDateTimeInput}
        help_texts = {
            "title": gettext_lazy("Visitors see it before: what will become public?"),
            "code": gettext_lazy("Short name for files and commands, such as survey-2026."),
        }


class PostponeForm(forms.Form):
    """Another moment for a release."""

    until = forms.DateTimeField(
        label=gettext_lazy("Public from"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("Visitors see at once that it was moved."),
    )
