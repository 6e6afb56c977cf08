"""Addresses of the monitor, under the language."""

from __future__ import annotations

from django.urls import path

from opencity.monitor import views

app_name = "monitor"

urlpatterns = [
    path("", views.overview_page, name="overview"),
    path("compare/", views.compare, name="compare"),
    path("profile/", views.profile, name="profile"),
    path("index/", views.index, name="index"),
    path("index/<int:pk>/", views.index_run, name="index-run"),
    path("figures.atom", views.feed, name="feed"),
    path("charts/<slug:name>.<slug:kind>", views.chart, name="chart"),
    path("<slug:slug>/", views.indicator, name="indicator"),
]
