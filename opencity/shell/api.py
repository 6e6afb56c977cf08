"""The one open interface of the site; each app brings its own router."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from opencity.directory.api import router as offices_router
from opencity.plan.api import router as plan_router
from opencity.search.api import router as search_router
from opencity.services.api import router as services_router
from opencity.services.cpsv.api import router as cpsv_router


class ReadableRenderer(JSONRenderer):
    """Writes JSON as UTF-8 that a person can read too."""

    json_dumps_params = {"ensure_ascii": False}  # as ninja declares it


api = NinjaAPI(
    title="Open City",
    version="1",
    description="Open data of the city. Everything here is public and read-only.",
    urls_namespace="api",
    docs_url=None,
    renderer=ReadableRenderer(),
)
api.add_router("/plan", plan_router)
api.add_router("/services", services_router)
api.add_router("/services", cpsv_router)
api.add_router("/offices", offices_router)
api.add_router("", search_router)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer what is not there in the interface's own form."""
    detail = str(error) or _("There is nothing at this address.")
    return api.create_response(request, {"detail": detail}, status=404)
