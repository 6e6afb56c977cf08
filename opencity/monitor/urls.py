"""Addresses of the monitor, under the language."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "monitor"

urlpatterns: list[URLPattern] = []
