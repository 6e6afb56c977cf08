"""Headers that guard the pages: a strict policy for the public, a wider one for the office."""

from __future__ import annotations

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

OFFICE = "/office/"
OPEN_DATA = ("/api/", "/data/")


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends ``CONTENT_SECURITY_POLICY``, and ``OFFICE_CONTENT_POLICY`` for the back office."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Choose the policy by address."""
        if request.path.startswith(OFFICE):
            response._csp_replace = settings.OFFICE_CONTENT_POLICY  # type: ignore[attr-defined]  # read by django-csp
        return super().process_response(request, response)


class OpenDataMiddleware(MiddlewareMixin):
    """Lets pages of other sites read our open data."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Allow every origin to read the interfaces and the catalogue."""
        if request.path.startswith(OPEN_DATA):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response
