"""The outbox, for administrators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from opencity.core.errors import DomainError
from opencity.core.models import OutgoingMail
from opencity.core.outbox.actions import retry_mail
from opencity.core.outbox.models import MailState
from opencity.editing.office.screens import Screen


class MailView(Screen):
    """Lists mail by its state; what was given up can be tried again."""

    template_name = "editing/mail.html"
    page_title = gettext_lazy("Mail")
    header_icon = "mail"
    permission = "core.view_outgoingmail"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        state = request.GET.get("state", "")
        rows = OutgoingMail.objects.defer("body")
        if state in MailState.values:
            rows = rows.filter(state=state)
        context = self.get_context_data(
            **self.paged(rows),
            state=state,
            states=MailState,
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try one mail again."""
        key = request.POST.get("mail", "")
        mail: Any = get_object_or_404(OutgoingMail, pk=key if key.isdecimal() else 0)
        try:
            retry_mail(actor=request.user, mail=mail)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The mail is sent again."))
        return HttpResponseRedirect(f"{reverse('editing:mail')}?{request.GET.urlencode()}")
