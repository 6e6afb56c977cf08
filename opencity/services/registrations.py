"""What the services offer to higher apps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.services.hsds.importing.command import HSDS
from opencity.services.loading import load_folder
from opencity.services.models import Service


def register() -> None:
    """Register everything once."""
    registries.importers.register(HSDS)
    registries.content_loaders.register(
        registries.ContentLoader("services", "services", load_folder)
    )
    registries.subject_kinds.register(
        registries.SubjectKind("service", _("Service"), find_service, "services")
    )


def find_service(code: str) -> registries.Subject | None:
    """Return the published service of a code, for those who want to write about it."""
    row = Service.objects.live().filter(code=code).select_related("owner").first()
    return registries.Subject(row.title, row.get_absolute_url(), row.owner) if row else None
