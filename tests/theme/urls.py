"""The theme's own pages and two empty ones for the menu, whatever else the site has."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "theme/page.html")


urlpatterns = [path("office/", empty, name="wagtailadmin_home")]
urlpatterns += i18n_patterns(
    path("", empty, name="start"),
    path("things/", empty, name="things"),
    path("things/blue/", empty, name="blue"),
    path("gallery/", include("opencity.theme.urls")),
)
