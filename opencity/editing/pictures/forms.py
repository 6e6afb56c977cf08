"""The form of a picture: a readable file, and where it comes from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from opencity.editing.pictures.files import NoPicture, clean_picture

_REQUIRED = ("alt", "author", "licence")


class WholePictureField(WagtailImageField):
    """Takes a picture that can be read to its end."""

    def to_python(self, data: Any) -> Any:
        """Refuse a damaged file in words, wherever the damage begins."""
        try:
            file = super().to_python(data)
            if file is not None:
                clean_picture(file.name, file)
                file.seek(0)
        except (OSError, SyntaxError, NoPicture):
            message = _("This file cannot be read as a picture; save it anew and try again.")
            raise ValidationError(message) from None
        return file


class PictureForm(BaseImageForm):
    """Asks for alternative text, author and licence: without them a picture is not taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _REQUIRED:
            if name in self.fields:
                self.fields[name].required = True
        if given := self.fields.get("file"):
            self.fields["file"] = WholePictureField(
                label=given.label, required=given.required, widget=given.widget
            )
