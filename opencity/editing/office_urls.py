"""Addresses of the desk below the office's."""

from __future__ import annotations

from django.urls import path

from opencity.editing.office.changes import AskView, ChangesView, ChangeView
from opencity.editing.office.due import CheckView, DueView
from opencity.editing.office.links import LinksView, LinkView
from opencity.editing.office.mail import MailView

app_name = "editing"
urlpatterns = [
    path("", DueView.as_view(), name="due"),
    path("check/<slug:app>/<slug:model>/<int:pk>/", CheckView.as_view(), name="check"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("changes/<int:pk>/", ChangeView.as_view(), name="change"),
    path("ask/<slug:app>/<slug:model>/<int:pk>/", AskView.as_view(), name="ask"),
    path("links/", LinksView.as_view(), name="links"),
    path("links/<int:pk>/", LinkView.as_view(), name="link"),
    path("mail/", MailView.as_view(), name="mail"),
]
