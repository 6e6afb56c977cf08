"""Addresses of services, guides, checklist, documents and glossary, under the language."""

from __future__ import annotations

from django.urls import path

from opencity.services import views

app_name = "services"

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("documents/", views.documents, name="documents"),
    path("documents/<slug:slug>/", views.document, name="document"),
    path("glossary/", views.glossary, name="glossary"),
    path("help/", views.in_need, name="help"),
]
