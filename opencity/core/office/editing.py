"""Editing in the office when somebody else saved meanwhile: nothing is overwritten unseen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ProtectedError
from django.db.models.query import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet

from opencity.core.office import access
from opencity.core.office.panels import difference
from opencity.core.office.used import UsedView, told, with_uses

_MOST_NAMED = 10


class CarefulEditView(EditView):
    """Refuses the first save over somebody else's, showing both; a second save decides."""

    def get_usage_url(self) -> None:
        """Put Wagtail's own count away; the form says where the record is used."""

    def is_valid(self, form: WagtailAdminModelForm) -> bool:
        """Show what the other person wrote when the form was opened before they saved."""
        valid = bool(super().is_valid(form)) and self._stays_in_reach(form)
        if self.expects_json_response or self.locked_for_user or not self.is_out_of_date:
            return valid
        self.produced_error_code = "invalid_revision"
        self.produced_error_message = _(
            "Somebody else saved this meanwhile. Your text is still in the form; compare, correct "
            "what you want, and save again to keep yours."
        )
        self._show_conflict(form)
        return False

    def _stays_in_reach(self, form: WagtailAdminModelForm) -> bool:
        """Refuse to hand a record over to where the person may not work on it any more."""
        if access.would_keep(self.request.user, form):
            return True
        self.produced_error_code = "out_of_reach"
        self.produced_error_message = access.refusal()
        return False

    def _show_conflict(self, form: WagtailAdminModelForm) -> None:
        revision = self.object.latest_revision
        rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", self._differences(form, revision))
        who = str(revision.user or _("somebody"))
        head = _("What %(who)s saved (struck out) against what you have (underlined):")
        messages.warning(
            self.request, format_html("<p>{}</p><dl>{}</dl>", head % {"who": who}, rows)
        )

    def _differences(
        self, form: WagtailAdminModelForm, revision: Any
    ) -> Iterator[tuple[str, SafeString]]:
        theirs = revision.as_object()
        yield from _of_fields(form, theirs)
        for name, formset in form.formsets.items():
            yield from _of_rows(formset, getattr(theirs, name).all())


def _of_fields(form: Any, theirs: Any) -> Iterator[tuple[str, SafeString]]:
    for name, mine in form.cleaned_data.items():
        is_key = name == theirs._meta.pk.name
        if is_key or name not in form.fields or not hasattr(theirs, name):
            continue
        field, kept = _model_field(theirs, name), getattr(theirs, name)
        if _comparable(kept) != _comparable(mine):
            label = capfirst(str(getattr(field, "verbose_name", form.fields[name].label)))
            yield label, difference(field, kept, mine)


def _model_field(row: Any, name: str) -> Any:
    """Return a row's field, or ``None`` where only the form knows one of that name."""
    try:
        return row._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _of_rows(formset: Any, theirs: Iterable[Any]) -> Iterator[tuple[str, SafeString]]:
    heading = capfirst(str(formset.model._meta.verbose_name))
    kept = _keyed(theirs, lambda row: row.pk)
    filled = [form for form in formset.forms if _is_filled(form)]
    for key, form in _keyed(filled, lambda form: form.instance.pk).items():
        row = kept.pop(key, None) or formset.model()
        for label, shown in _of_fields(form, row):
            yield f"{heading}: {label}", shown
    for row in kept.values():
        yield heading, format_html("<del>{}</del>", row)


def _comparable(value: Any) -> Any:
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, dict | str) or not hasattr(value, "__iter__"):
        return value or None
    return sorted(str(each) for each in value)


def _is_filled(form: Any) -> bool:
    data = getattr(form, "cleaned_data", {})
    return bool(data) and not data.get("DELETE")


def _keyed(rows: Iterable[Any], key_of: Callable[[Any], Any]) -> dict[Any, Any]:
    """Return rows by key; those that were never published have none and go by their place."""
    places = itertools.count()
    return {key_of(row) or f"new {next(places)}": row for row in rows}


class CarefulDeleteView(DeleteView):
    """Names the records that use one before it is deleted, and keeps it if others need it."""

    def get_template_names(self) -> list[str]:
        """Name the template that lists the uses, whatever the viewset has."""
        return ["core/office/confirm_delete.html"]

    def get_usage_url(self) -> None:
        """Put Wagtail's own count away."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the template the records that use this one."""
        return {**super().get_context_data(*args, **kwargs), **told(self.request.user, self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete the record, or go back to the list and say why not."""
        try:
            return super().form_valid(form)
        except ProtectedError as error:
            others = sorted({str(row) for row in error.protected_objects})[:_MOST_NAMED]
            message = _("This cannot be deleted while other records need it: %(others)s.")
            messages.error(self.request, message % {"others": ", ".join(others)})
            return HttpResponseRedirect(self.get_success_url())


class GuardedViewSet(SnippetViewSet):
    """Back-office screens that show a person only the records they may work on."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Narrow the list to what this person may work on."""
        return access.rows_for(request.user, self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Guard every screen of one record, whatever it does."""
        return [access.guard(pattern, self.model) for pattern in super().get_urlpatterns()]


class PlainEditView(EditView):
    """The form of a record without drafts; its panels say where it is used."""

    def get_usage_url(self) -> None:
        """Put Wagtail's own count away."""


class UsedViewSet(SnippetViewSet):
    """Back-office screens of a record that others refer to: each says where it is used."""

    edit_view_class: type[EditView] = PlainEditView
    delete_view_class = CarefulDeleteView
    usage_view_class = UsedView
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_edit_handler(self) -> Any:
        """Add the records that use this one to the form."""
        return with_uses(super().get_edit_handler()).bind_to_model(self.model)


class PublishableViewSet(GuardedViewSet, UsedViewSet):
    """Back-office screens of a publishable record."""

    edit_view_class = CarefulEditView
    list_per_page = 50
    offers_chooser = True
    """Whether other forms can pick a record; every officer sees all of them in a chooser."""

    def register_chooser_viewset(self) -> None:
        """Register the screens to pick a record, unless nothing refers to one."""
        if self.offers_chooser:
            super().register_chooser_viewset()
