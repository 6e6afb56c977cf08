"""Forms of the services in which other services are chosen from a list, not typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from opencity.core.texts import read
from opencity.services.models import Service

Choices = list[tuple[str, str]]


def _services() -> Choices:
    rows = Service.objects.order_by("code").values_list("code", "title")
    return [(code, f"{code} {read(title).text}") for code, title in rows]


def _service_or_none() -> Choices:
    return [("", "---------"), *_services()]


class ServiceForm(WagtailAdminModelForm):
    """A service's form; the related services are ticked."""

    related = forms.MultipleChoiceField(
        label=capfirst(_("related services")),
        choices=_services,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "oc-choices"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "related" in self.fields:
            others = [choice for choice in _services() if choice[0] != self.instance.code]
            self.fields["related"].choices = others

    def clean_related(self) -> list[str]:
        """Keep the order in which the services stood; new ones follow."""
        chosen: list[str] = self.cleaned_data["related"]
        before = [code for code in self.instance.related if code in chosen]
        return [*before, *(code for code in chosen if code not in before)]


class DocumentForm(WagtailAdminModelForm):
    """A document's form; the service that gives it is chosen."""

    service_code = forms.ChoiceField(
        label=capfirst(_("service that gives it")), choices=_service_or_none, required=False
    )
