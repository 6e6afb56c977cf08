"""Keeps the office closed until a one-time password is replaced."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

Handler = Callable[[HttpRequest], HttpResponse]


def own_password(get_response: Handler) -> Handler:
    """Send officers who still have a one-time password to the page that changes it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_held(request):
            query = urlencode({"next": request.path})
            return HttpResponseRedirect(f"{reverse('account_change_password')}?{query}")
        return get_response(request)

    return middleware


def _is_held(request: HttpRequest) -> bool:
    """Look at the account for the office's own addresses only; other pages stay cacheable."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return False
    if request.path == reverse("wagtailadmin_logout"):
        return False
    return getattr(request.user, "must_change_password", False)
