"""Forms of reports and evaluations: whose they are, and what they must have."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from opencity.plan.models.reporting import refuse_owner
from opencity.plan.office import access


class ProgressReportForm(WagtailAdminModelForm):
    """A report on one of the reporter's measures, with at least one piece of evidence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None:
            self.fields["measure"].queryset = access.measures_for(self.for_user)

    def clean(self) -> dict[str, Any]:
        """Set the author of a new report; refuse one without evidence."""
        data = super().clean() or self.cleaned_data
        if self.instance.author_id is None and self.for_user is not None:
            self.instance.author = self.for_user
        evidence = self.formsets.get("evidence")
        if evidence is not None and not any(_is_filled(form) for form in evidence.forms):
            raise ValidationError(
                _("A report needs at least one piece of evidence that anybody can look at.")
            )
        return data


def _is_filled(form: Any) -> bool:
    form.full_clean()
    data = getattr(form, "cleaned_data", {})
    return bool(data.get("url")) and not data.get("DELETE")


class EvaluationForm(WagtailAdminModelForm):
    """A finding by somebody who does not own the measure."""

    def clean(self) -> dict[str, Any]:
        """Set the author of a new evaluation; refuse who owns the measure, whoever began it."""
        data = super().clean() or self.cleaned_data
        if self.for_user is None:
            return data
        if self.instance.author_id is None:
            self.instance.author = self.for_user
        if self.instance.author_id != self.for_user.pk and data.get("measure"):
            refuse_owner(data["measure"], self.for_user.pk)
        return data
