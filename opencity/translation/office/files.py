"""Files for translators' programs: written from the desk and brought back to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.core.texts import languages
from opencity.translation import actions, queries
from opencity.translation.actions import ImportRefused, Report
from opencity.translation.exchange.formats import FORMATS, format_of
from opencity.translation.forms import ExportForm, ImportForm
from opencity.translation.office.screens import DeskScreen, ToolScreen


class FilesView(ToolScreen):
    """Offers the texts of a language as a file, and takes a translated file."""

    template_name = "translation/files.html"
    page_title = gettext_lazy("Files for translators")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both forms."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a file: all of it or nothing."""
        if not request.user.has_perm("translation.translate"):
            raise PermissionDenied
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form, None)
        data, values = form.cleaned_data["file"].read(), form.cleaned_data
        try:
            report = actions.import_bundle(
                actor=request.user,
                bundle=format_of(data).read(data),
                language=values["language"],
                publish=values["publish"],
                leave_overtaken=values["leave_overtaken"],
                dry_run=values["dry_run"],
            )
        except DomainError as error:
            messages.error(request, str(error))
            return self._again(form, error)
        messages.success(request, told(report, dry_run=values["dry_run"]))
        context = self.get_context_data(import_form=form, report=report)
        return self.render_to_response(context)

    def _again(self, form: ImportForm, error: Exception | None) -> HttpResponse:
        refused = error if isinstance(error, ImportRefused) else None
        context = self.get_context_data(import_form=form, refused=refused)
        return self.render_to_response(context, status=422)

    def get_context_data(
        self, *, import_form: ImportForm | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """Add the forms."""
        return {
            **super().get_context_data(**kwargs),
            "export_form": ExportForm(initial={"format": "xliff"}),
            "import_form": import_form or ImportForm(),
            "can_import": self.request.user.has_perm("translation.translate"),
        }


class ExportView(DeskScreen):
    """Hands the texts of a language out as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the file, or what is wrong with the choice."""
        form = ExportForm(request.GET)
        if not form.is_valid():
            return HttpResponse(form.errors.as_text(), status=400, content_type="text/plain")
        actions.catch_up_all()
        values = form.cleaned_data
        found = queries.bundle(
            values["language"], states=values["state"], kind=values["kind"] or None
        )
        chosen = FORMATS[values["format"]]
        response = HttpResponse(chosen.write(found), content_type=chosen.content_type)
        name = f"{languages.source_language()}-{values['language']}.{chosen.extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def told(report: Report, *, dry_run: bool) -> str:
    """Return in words what an import did."""
    if dry_run:
        return ngettext(
            "%(number)d text would be saved; nothing was changed.",
            "%(number)d texts would be saved; nothing was changed.",
            report.written,
        ) % {"number": report.written}
    saved = ngettext("%(number)d text saved.", "%(number)d texts saved.", report.written)
    left = _("Left out because the site has changed: %(number)d.") % {
        "number": len(report.left_out)
    }
    return saved % {"number": report.written} + (f" {left}" if report.left_out else "")
