"""Addresses of the packs, under the language."""

from __future__ import annotations

from django.urls import path

from opencity.publications import views

app_name = "publications"

urlpatterns = [
    path("", views.packs, name="packs"),
    path("own/", views.own, name="own"),
    path("own.pdf", views.own_pdf, name="own_pdf"),
    path("own.txt", views.own_text, name="own_text"),
    path("<slug:slug>/", views.pack, name="pack"),
    path("<slug:slug>.pdf", views.pack_pdf, name="pack_pdf"),
    path("<slug:slug>.txt", views.pack_text, name="pack_text"),
]
