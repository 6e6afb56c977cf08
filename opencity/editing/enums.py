"""Words of the editors' desk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Look(models.TextChoices):
    """Why somebody should look at a record."""

    DUE = "due", _("to be looked at again")
    SOON = "soon", _("in the next two weeks")
    NEVER = "never", _("never checked")
    PLACEHOLDER = "placeholder", _("to be confirmed by the city")
    SOURCELESS = "sourceless", _("facts without a source")


class ChangeState(models.TextChoices):
    """Where a change that somebody asked for stands."""

    OPEN = "open", _("asked for")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    DONE = "done", _("done")


class LinkState(models.TextChoices):
    """What came of looking behind a link."""

    NEW = "new", _("not looked at yet")
    FINE = "fine", _("works")
    MOVED = "moved", _("moved for good")
    UNSURE = "unsure", _("no answer yet")
    CLOSED = "closed", _("lets no machine in")
    BROKEN = "broken", _("broken")


class Licence(models.TextChoices):
    """Under what terms a picture may be shown."""

    OWN = "own", _("rights held by the city")
    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "public-domain", _("public domain")
    PERMISSION = "permission", _("with the author's permission")
