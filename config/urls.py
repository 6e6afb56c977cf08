"""Addresses of the whole site."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as office_urls

from opencity.services.hsds.api import api as hsds_api
from opencity.shell import health, views
from opencity.shell.api import api
from opencity.shell.catalogue import views as catalogue
from opencity.shell.offline.views import service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.entrance),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
    path("data/", catalogue.entrance),
    path("data/catalog.ttl", catalogue.turtle),
    path("data/catalog.jsonld", catalogue.linked_data),
    path("service-worker.js", service_worker),
    path("api/v1/", api.urls),
    path("api/hsds/", hsds_api.urls),
    path("translation-answers/", include("opencity.translation.urls")),
    path("office/", include("opencity.accounts.office_urls")),
    path("office/", include(office_urls)),
]

urlpatterns += i18n_patterns(
    path("", include("opencity.shell.urls")),
    path("plan/", include("opencity.plan.urls")),
    path("", include("opencity.services.urls")),
    path("", include("opencity.directory.urls")),
    path("feedback/", include("opencity.moderation.urls")),
    path("monitor/", include("opencity.monitor.urls")),
    path("packs/", include("opencity.publications.urls")),
    path("search/", include("opencity.search.urls")),
    path("gallery/", include("opencity.theme.urls")),
    path("account/", include("opencity.accounts.urls")),
)
