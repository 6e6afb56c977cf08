"""The desk's forms: its filter, and files for translators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.core.texts import languages
from opencity.translation.enums import Standing
from opencity.translation.exchange.formats import FORMATS
from opencity.translation.exchange.units import LARGEST_FILE
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


class _InLanguage(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        source = languages.source_language()
        field.choices = [(c, languages.name(c)) for c in languages.codes() if c != source]


class ExportForm(_InLanguage):
    """Chooses what goes into a file."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=[(each.name, each.label) for each in FORMATS.values()]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.MultipleChoiceField(
        label=gettext_lazy("Only texts that are"),
        choices=Standing.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [
            ("", _("all")),
            *(
                (m._meta.label_lower, capfirst(str(m._meta.verbose_name)))
                for m in translatable_models()
            ),
        ]


class ImportForm(_InLanguage):
    """Takes a translated file."""

    file = forms.FileField(label=gettext_lazy("File, XLIFF 2 or PO"))
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only say what would be done"), required=False, initial=True
    )
    leave_overtaken = forms.BooleanField(
        label=gettext_lazy("Leave out texts that changed here since the file was written"),
        required=False,
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish at once where I may and where only translations would go out"),
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(
                _("The file is larger than %(limit)d MB. Export fewer states or kinds at a time.")
                % {"limit": LARGEST_FILE // (1024 * 1024)}
            )
        return file
