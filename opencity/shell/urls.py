"""Addresses of the whole that stand under a language."""

from django.urls import path

from opencity.shell import views

app_name = "shell"

urlpatterns = [path("", views.home, name="home")]
