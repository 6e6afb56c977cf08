"""Orders to a machine: given from the desk or a sheet, watched on a page of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.core.texts import languages
from opencity.translation import actions, queries
from opencity.translation.models import MachineOrder
from opencity.translation.office.screens import ToolScreen, find_record, target_languages
from opencity.translation.providers import configured


class MachineView(ToolScreen):
    """Shows the newest orders and how far they are, and takes new ones."""

    template_name = "translation/machine.html"
    page_title = gettext_lazy("Machine translation")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the orders."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give an order, then show how far it is."""
        given = request.POST
        row = given.get("model") and find_record(
            *given["model"].partition(".")[::2], given.get("pk", "")
        )
        try:
            order = actions.machine.order_translation(
                actor=request.user,
                provider=given.get("provider", ""),
                language=given.get("language", ""),
                instance=row or None,
                publish="publish" in given,
            )
        except DomainError as error:
            messages.error(request, str(error))
        else:
            told = _("Ordered: %(number)d texts are translated in the background.")
            messages.success(request, told % {"number": order.total})
        return HttpResponseRedirect(reverse("translation:machine-orders"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the orders."""
        orders = queries.orders()
        return {
            **super().get_context_data(**kwargs),
            "orders": [(order, _share(order), languages.name(order.language)) for order in orders],
            "is_running": any(order.state in queries.OPEN for order in orders),
            "providers": configured(),
            "languages": [(code, languages.name(code)) for code in target_languages()],
            "can_translate": self.request.user.has_perm("translation.translate"),
        }


def _share(order: MachineOrder) -> int:
    return min(100, 100 * order.done // order.total) if order.total else 0
