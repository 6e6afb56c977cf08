"""Addresses of the monitor's desk below the office's."""

from __future__ import annotations

from django.urls import path

from opencity.monitor.office.entries import EnterView, EntriesView, EntryView

app_name = "monitor_office"
urlpatterns = [
    path("", EntriesView.as_view(), name="entries"),
    path("enter/", EnterView.as_view(), name="enter"),
    path("<int:pk>/", EntryView.as_view(), name="entry"),
]
