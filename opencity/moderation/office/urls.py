"""Addresses of the messages below the office's."""

from __future__ import annotations

from django.urls import path

from opencity.moderation.office.screens import FeedbackListView, FeedbackView

app_name = "moderation_office"

urlpatterns = [
    path("", FeedbackListView.as_view(), name="index"),
    path("<int:pk>/", FeedbackView.as_view(), name="feedback"),
]
