"""Addresses of the whole that stand under a language."""

from django.urls import path

from opencity.shell import views
from opencity.shell.catalogue import views as catalogue
from opencity.shell.offline import views as offline

app_name = "shell"

urlpatterns = [
    path("", views.home, name="home"),
    path("data/", catalogue.data, name="data"),
    path("offline/", offline.offline, name="offline"),
    path("offline/pages.json", offline.pages, name="offline_pages"),
]
