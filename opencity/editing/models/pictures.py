"""The picture library: each picture with its author, its licence and a text in its place."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from opencity.core.texts import Text, read
from opencity.editing.enums import Licence
from opencity.editing.pictures.files import clean_picture


class CleanFile(WagtailImageFieldFile):
    """A file that is drawn anew before it is kept."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Keep the picture alone: no position, no camera, nothing behind it."""
        name, data = clean_picture(name, content)
        super().save(name, ContentFile(data, name), save)


class CleanImageField(WagtailImageField):
    """Holds pictures that were drawn anew, by whatever way they came in."""

    attr_class = CleanFile


class Picture(AbstractImage):
    """A picture of the library."""

    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    alt = Text(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What one sees, for those who do not see it; not the file's name."),
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    source_url = models.URLField(_("where it comes from"), max_length=500, blank=True)

    admin_form_fields = (
        "title", "file", "alt", "author", "licence", "source_url", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Measure a new file after it was drawn anew."""
        is_new = bool(self.file) and not self.file._committed
        super().save(*args, **kwargs)
        if is_new:
            self._set_image_file_metadata()
            super().save(update_fields=["file_size", "file_hash"])

    @property
    def default_alt_text(self) -> str:
        """Return the alternative text in the reader's language."""
        return str(read(self.alt))

    @property
    def credit(self) -> str:
        """Return author and licence in one line; what is not known is left out."""
        known = [self.author, str(self.get_licence_display()) if self.licence else ""]
        return ", ".join(filter(None, known))


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once"
            )
        ]
