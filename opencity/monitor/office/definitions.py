"""Shows the definitions of an indicator and takes another one."""

from __future__ import annotations

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.editing.office.screens import Screen
from opencity.monitor import actions
from opencity.monitor.models import Indicator
from opencity.monitor.office.definition_forms import DefinitionForm


class DefinitionsView(Screen):
    """Lists what an indicator measured when; who may publish it adds what it measures next."""

    template_name = "monitor/office/definitions.html"
    page_title = gettext_lazy("Definitions of an indicator")
    permission = "monitor.view_indicator"
    header_icon = "order"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the definitions, and a form that begins with the newest one."""
        newest = get_object_or_404(Indicator, pk=pk).versions.order_by("-number").first()
        initial = model_to_dict(newest, exclude=["valid_from"]) if newest else {}
        return self._show(pk, DefinitionForm(initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add the definition, or say what is wrong with it."""
        form = DefinitionForm(request.POST)
        if form.is_valid():
            try:
                actions.define(
                    actor=request.user,
                    indicator=get_object_or_404(Indicator, pk=pk),
                    values=form.values(),
                    break_period=form.cleaned_data["break_period"],
                    break_reason=form.cleaned_data["break_reason"],
                )
            except DomainError as error:
                form.add_error("valid_from", str(error))
            else:
                messages.success(request, _("Added. Earlier days keep their definition."))
                return HttpResponseRedirect(reverse("monitor_office:definitions", args=[pk]))
        return self._show(pk, form, status=422)

    def _show(self, pk: int, form: DefinitionForm, status: int = 200) -> HttpResponse:
        indicator = get_object_or_404(Indicator, pk=pk)
        context = self.get_context_data(
            indicator=indicator,
            versions=indicator.versions.order_by("-number").prefetch_related("breaks"),
            form=form,
            may_define=self.request.user.has_perm("monitor.publish_indicator"),
        )
        return self.render_to_response(context, status=status)
