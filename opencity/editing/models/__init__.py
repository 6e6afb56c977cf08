"""All models of the editors' desk."""

from opencity.editing.models.changes import ChangeRequest
from opencity.editing.models.links import Link, LinkUse
from opencity.editing.models.pictures import Picture, PictureRendition

__all__ = ["ChangeRequest", "Link", "LinkUse", "Picture", "PictureRendition"]
