"""Addresses of the theme: the gallery of components."""

from django.urls import path

from opencity.theme.views import gallery

app_name = "theme"

urlpatterns = [path("", gallery, name="gallery")]
