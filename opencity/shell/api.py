"""The one open interface of the site; each app brings its own router."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from opencity.core.problems import tell_problems
from opencity.directory.api import router as offices_router
from opencity.monitor.api import router as monitor_router
from opencity.monitor.api_index import router as index_router
from opencity.monitor.opendata.api import router as packages_router
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
api.add_router("/monitor", monitor_router)
api.add_router("/monitor", index_router)
api.add_router("/monitor", packages_router)
api.add_router("", search_router)
tell_problems(api)
