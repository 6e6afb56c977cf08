"""What the directory offers to higher apps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from opencity.core import registries
from opencity.directory.loading import load_folder
from opencity.directory.models import Place


def register() -> None:
    """Register everything once."""
    registries.content_loaders.register(
        registries.ContentLoader("directory", "directory", load_folder)
    )
    registries.subject_kinds.register(
        registries.SubjectKind("office", _("Office"), find_office, "directory")
    )


def find_office(code: str) -> registries.Subject | None:
    """Return the published office of a code, for those who want to write about it."""
    row = Place.objects.live().filter(code=code).select_related("owner").first()
    return registries.Subject(row.name, row.get_absolute_url(), row.owner) if row else None
