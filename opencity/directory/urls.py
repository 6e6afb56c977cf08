"""Addresses of offices, districts and organisations, under the language."""

from django.urls import path

from opencity.directory import views

app_name = "directory"

urlpatterns = [
    path("offices/", views.offices, name="offices"),
    path("offices/districts/<slug:slug>/", views.district, name="district"),
    path("offices/<slug:slug>/", views.office, name="office"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:code>/", views.organisation, name="organisation"),
]
