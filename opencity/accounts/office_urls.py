"""Addresses under ``/office/`` that stand before Wagtail's own of the same path."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from opencity.accounts.office import OfficeAccountView
from opencity.accounts.views import office_door

urlpatterns = [
    path("login/", office_door),
    path("account/", never_cache(require_admin_access(OfficeAccountView.as_view()))),
]
