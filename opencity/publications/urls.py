"""Addresses of publications, under the language."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "publications"

urlpatterns: list[URLPattern] = []
