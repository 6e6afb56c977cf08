"""The form by which a file of figures comes in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencity.monitor.models import Indicator
from opencity.monitor.office.forms import WithRelease

MOST_MEGABYTES = 3


class ImportForm(WithRelease):
    """A file, the data set that it holds, and when its figures become public."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("SDMX-CSV, Eurostat TSV, or the template as CSV or XLSX."),
    )
    dataset = forms.SlugField(
        label=gettext_lazy("Data set"),
        max_length=60,
        help_text=gettext_lazy(
            "Code of the data set, such as lfsa_ergan, or of an indicator. A code that nobody "
            "uses yet becomes a draft of an indicator."
        ),
        widget=forms.TextInput({"list": "known-datasets", "autocomplete": "off"}),
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only say what would change"), required=False, initial=True
    )

    field_order = ("file", "dataset", "release", "dry_run")

    def known_datasets(self) -> list[str]:
        """Return what may stand as the data set, to choose from."""
        rows = Indicator.objects.order_by("code").values_list("code", "dataset")
        return sorted({dataset or code for code, dataset in rows})

    def clean_file(self) -> UploadedFile:
        """Refuse a file that would hold everybody's writes up for long."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1_000_000:
            raise ValidationError(
                _(
                    "The file has more than %(most)d MB: split it, or let the one who runs the "
                    "site bring it by the command “opencity monitor import”."
                )
                % {"most": MOST_MEGABYTES}
            )
        return file
