"""Forms of the editors' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.core.registries import areas, reviewed_kinds
from opencity.editing.digest import owners
from opencity.editing.enums import ChangeState
from opencity.editing.queries.due import NOBODY, Filter


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}), **options)


class CheckForm(forms.Form):
    """When a record is looked at again; empty takes the days of its kind."""

    review_after = _day(
        label=gettext_lazy("Look again on"),
        required=False,
        help_text=gettext_lazy("Left empty, the usual time for records of this kind is taken."),
    )


class AskForm(forms.Form):
    """A change that somebody wants."""

    text = forms.CharField(
        label=gettext_lazy("What should be changed"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Write what stands there and what should stand there."),
    )
    source = forms.URLField(
        label=gettext_lazy("Where one can see it"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    due_on = _day(label=gettext_lazy("Needed by"), required=False)


class AnswerForm(forms.Form):
    """An answer to a change that somebody wants."""

    state = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[(each.value, each.label) for each in ChangeState if each is not ChangeState.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("A declined change needs its reason."),
    )


class ReplaceForm(forms.Form):
    """The address to put in another's place."""

    new = forms.URLField(label=gettext_lazy("New address"), max_length=500, assume_scheme="https")


class DueFilter(forms.Form):
    """Narrows the desk; what is no choice of a field narrows nothing."""

    owner = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        people = get_user_model().objects.filter(pk__in=owners() - {user.pk})
        self._offer(
            "owner",
            _("Owner"),
            [
                ("", _("all, mine first")),
                (str(user.pk), _("me")),
                (str(NOBODY), _("nobody")),
                *((str(person.pk), str(person)) for person in people),
            ],
        )
        kinds = [
            (kind.name, capfirst(str(kind.model._meta.verbose_name_plural)))
            for kind in reviewed_kinds
        ]
        self._offer("kind", _("Kind"), [("", _("all")), *kinds])
        for area in areas:
            self.fields[area.name] = forms.ChoiceField(required=False)
            rows = area.model._default_manager.all()
            choices = [("", _("all")), *((str(row.pk), str(row)) for row in rows)]
            self._offer(area.name, str(area.label), choices)

    def _offer(self, name: str, label: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.label, field.choices = label, choices

    @property
    def chosen(self) -> Filter:
        """Return what narrows the desk."""
        self.is_valid()
        data = self.cleaned_data
        within = {area.name: int(data[area.name]) for area in areas if data.get(area.name)}
        owner = data.get("owner")
        return Filter(int(owner) if owner else None, data.get("kind", ""), within)
