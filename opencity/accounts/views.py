"""Pages about one's own account, and the office's door."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opencity.accounts import actions, queries
from opencity.accounts.forms import EraseForm
from opencity.accounts.models import User
from opencity.core.errors import DomainError


@never_cache
def office_door(request: HttpRequest) -> HttpResponse:
    """Send visitors of the office to the sign-in page, officers in, and everybody else away."""
    target = _safe(request, request.GET.get("next", ""))
    if request.user.is_anonymous:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied(_("This account has no place in the office."))
    return HttpResponseRedirect(target)


def _safe(request: HttpRequest, target: str) -> str:
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return target
    return reverse("wagtailadmin_home")


def _reader(request: HttpRequest) -> User:
    """Return the signed-in person; ``login_required`` keeps everybody else away."""
    assert isinstance(request.user, User)
    return request.user


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show what the platform knows of the signed-in person."""
    return render(request, "accounts/data.html", {"data": queries.personal_data(_reader(request))})


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the same as a file."""
    response = JsonResponse(
        queries.personal_data(_reader(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="my-account.json"'
    return response


@never_cache
@login_required
@reauthentication_required
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the signed-in person after they typed their address."""
    user = _reader(request)
    form = EraseForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            actions.erase_user(actor=user, user=user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account and your data are erased."))
            return redirect("account_login")
    return render(request, "accounts/erase.html", {"form": form})
