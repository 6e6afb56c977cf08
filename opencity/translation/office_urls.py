"""Addresses of the desk below the office's."""

from __future__ import annotations

from django.urls import path

from opencity.translation.enums import Standing
from opencity.translation.office.desk import DeskView
from opencity.translation.office.files import ExportView, FilesView
from opencity.translation.office.machine import MachineView
from opencity.translation.office.sheet import SheetView

app_name = "translation"
urlpatterns = [
    path("", DeskView.as_view(), name="index"),
    *(
        path(f"{each.value}/", DeskView.as_view(), {"standing": each.value}, name=each.value)
        for each in Standing
    ),
    path("machine-orders/", MachineView.as_view(), name="machine-orders"),
    path("files/", FilesView.as_view(), name="files"),
    path("files/export/", ExportView.as_view(), name="export"),
    path(
        "<slug:app>/<slug:model>/<str:pk>/<slug:language>/",
        SheetView.as_view(),
        name="sheet",
    ),
]
