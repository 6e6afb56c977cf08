"""Takes a file of figures over: first only what it would change, then for good."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor.actions.importing import Imported, import_file
from opencity.monitor.actions.recording import Change
from opencity.monitor.formats.mistakes import BadFile
from opencity.monitor.numbers import period_name, written
from opencity.monitor.office.import_forms import ImportForm


class ImportView(Screen):
    """Takes a file and tells what it changes, or what is wrong with it."""

    template_name = "monitor/office/import.html"
    page_title = gettext_lazy("Import figures")
    permission = "monitor.add_observation"
    header_icon = "upload"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=ImportForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try the file, or take it over."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        asked = dict(form.cleaned_data)
        try:
            done = _import(asked.pop("file"), actor=request.user, **asked)
        except BadFile as refusal:
            context = self.get_context_data(form=form, refusal=refusal)
            return self.render_to_response(context, status=422)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        context = self.get_context_data(
            form=form,
            done=done,
            changes=list(map(_said, done.recorded.changes)),
            is_trial=asked["dry_run"],
        )
        return self.render_to_response(context)


def _import(file: UploadedFile, **asked: Any) -> Imported:
    with TemporaryDirectory(prefix="opencity-figures-") as folder:
        name = Path(str(file.name)).name
        path = Path(folder) / f"figures{Path(name).suffix[:10]}"
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
        return import_file(path=path, name=name, **asked)


def _said(change: Change) -> dict[str, str]:
    """Return a change as the table of the report shows it."""
    before, after = (
        f"{written(state[0])} {state[1]}".strip() if state else ""
        for state in (change.before, change.after)
    )
    return {
        "key": change.series.key,
        "period": period_name(change.period),
        "before": before,
        "after": after,
    }
