"""What an open interface says when it cannot answer: one sentence, the same form everywhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError


class ProblemOut(Schema):
    """What was wrong with a request."""

    detail: str


def tell_problems(api: NinjaAPI) -> None:
    """Let an interface answer faults of a request as ``{"detail": "…"}``."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Exception) -> HttpResponse:
        detail = str(error) or _("There is nothing at this address.")
        return api.create_response(request, {"detail": detail}, status=404)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: Any) -> HttpResponse:
        told = (f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors)
        return api.create_response(request, {"detail": "; ".join(told)}, status=422)
