"""Publication: drafts, review, history and scheduled publishing on Wagtail's snippet mixins."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from opencity.core.texts import read, text_fields


class PublishableQuerySet(models.QuerySet[Any]):
    """Rows of which the public may see some."""

    def live(self) -> PublishableQuerySet:
        """Return the published rows only; every public read starts here."""
        return self.filter(live=True)


class Publishable(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ClusterableModel,
):
    """A record that is drafted, reviewed, published and kept with its history.

    The row itself is what the public sees; work in progress lives in its revisions.
    """

    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Name the template of the public page, so that a preview looks like the page."""
        raise NotImplementedError(f"{type(self).__name__} names no preview template")

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview every text of the record with its label."""
        texts = [
            (capfirst(str(field.verbose_name)), read(getattr(self, field.attname)).text)
            for field in text_fields(self)
        ]
        return {**super().get_preview_context(request, mode_name), "texts": texts}
