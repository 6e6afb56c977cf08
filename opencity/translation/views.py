"""Takes the answers of providers that translate later; a token nobody can guess is the key."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from opencity.translation.actions import machine

_LARGEST_ANSWER = 2_000_000


@csrf_exempt
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the translations that came for a token."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _LARGEST_ANSWER:
        return HttpResponse("too large", status=413, content_type="text/plain")
    return _told(machine.receive_answer(token=token, body=request.body))


@csrf_exempt
@require_POST
def error(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what a provider says went wrong."""
    given = {**request.GET.dict(), **request.POST.dict()}
    found = {str(name): str(value) for name, value in given.items()}
    return _told(machine.receive_error(token=token, given=found))


def _told(known: bool) -> HttpResponse:
    if not known:
        raise Http404
    return HttpResponse("taken", content_type="text/plain")
