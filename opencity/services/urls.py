"""Addresses of services, guides, checklist, documents and glossary, under the language."""

from __future__ import annotations

from django.urls import path

from opencity.services import journeys, views

app_name = "services"

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<slug:slug>/", views.service, name="service"),
    path("documents/", views.documents, name="documents"),
    path("documents/<slug:slug>/", views.document, name="document"),
    path("glossary/", views.glossary, name="glossary"),
    path("guides/", journeys.guides, name="guides"),
    path("guides/<slug:slug>/", journeys.guide, name="guide"),
    path("checklist/", journeys.checklist, name="checklist"),
    path("checklist/calendar.ics", journeys.checklist_calendar, name="checklist_calendar"),
    path("help/", views.in_need, name="help"),
]
