"""Addresses of votes and messages, under the language."""

from __future__ import annotations

from django.urls import path

from opencity.moderation import views

app_name = "moderation"

urlpatterns = [
    path("status/<str:token>/", views.status, name="status"),
    path("<slug:kind>/<slug:code>/", views.write, name="write"),
    path("<slug:kind>/<slug:code>/vote/", views.vote, name="vote"),
    path("<slug:kind>/<slug:code>/thanks/", views.thanks, name="thanks"),
]
