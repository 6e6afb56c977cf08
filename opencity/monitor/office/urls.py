"""Addresses of the monitor's desk below the office's."""

from __future__ import annotations

from django.urls import path

from opencity.monitor.office.definitions import DefinitionsView
from opencity.monitor.office.entries import EnterView, EntriesView, EntryView, WithdrawView
from opencity.monitor.office.files import FilesView, FileView
from opencity.monitor.office.importing import ImportView
from opencity.monitor.office.releases import AnnounceView, ReleasesView, ReleaseView
from opencity.monitor.office.runs import AskView, RunsView, RunView

app_name = "monitor_office"
urlpatterns = [
    path("entries/", EntriesView.as_view(), name="entries"),
    path("entries/enter/", EnterView.as_view(), name="enter"),
    path("index/", RunsView.as_view(), name="runs"),
    path("index/new/<slug:kind>/", AskView.as_view(), name="run-new"),
    path("index/<int:pk>/", RunView.as_view(), name="run"),
    path("definitions/<int:pk>/", DefinitionsView.as_view(), name="definitions"),
    path("import/", ImportView.as_view(), name="import"),
    path("import/files/", FilesView.as_view(), name="files"),
    path("import/files/<int:pk>/", FileView.as_view(), name="file"),
    path("releases/", ReleasesView.as_view(), name="releases"),
    path("releases/announce/", AnnounceView.as_view(), name="announce"),
    path("releases/<int:pk>/", ReleaseView.as_view(), name="release"),
    path("entries/<int:pk>/", EntryView.as_view(), name="entry"),
    path("entries/<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
]
