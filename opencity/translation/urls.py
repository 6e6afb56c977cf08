"""Addresses at which providers of translations leave their answers."""

from __future__ import annotations

from django.urls import path

from opencity.translation import views

app_name = "translation-answers"
urlpatterns = [
    path("<str:token>/", views.answer, name="answer"),
    path("<str:token>/error/", views.error, name="error"),
]
