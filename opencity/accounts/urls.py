"""Addresses under ``/<language>/account/``."""

from __future__ import annotations

from django.urls import include, path

from opencity.accounts import views

urlpatterns = [
    path("data/", views.data, name="accounts_data"),
    path("data/export/", views.export, name="accounts_export"),
    path("data/erase/", views.erase, name="accounts_erase"),
    path("", include("allauth.urls")),
]
