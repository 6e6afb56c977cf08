"""The closed lists of the monitor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencity.monitor.methods.figures import Flag


class Closeness(models.TextChoices):
    """How well an indicator answers what another framework asks."""

    EXACT = "exact", _("the same")
    PROXY = "proxy", _("stands in for it")


class Wish(models.TextChoices):
    """Which way an indicator gets better."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    RANGE = "range", _("within a range is best")
    NONE = "none", _("neither is better")


class Frequency(models.TextChoices):
    """How often figures come; codes of SDMX's CL_FREQ."""

    ANNUAL = "A", _("yearly")
    HALF_YEARLY = "S", _("half-yearly")
    QUARTERLY = "Q", _("quarterly")
    MONTHLY = "M", _("monthly")
    IRREGULAR = "N", _("at irregular times")


class Level(models.TextChoices):
    """For which kind of area figures hold."""

    COUNTRY = "country", _("country")
    REGION = "region", _("region (NUTS)")
    CITY = "city", _("city (LAU)")
    DISTRICT = "district", _("district of the city")


class Role(models.TextChoices):
    """What a series is to its indicator."""

    HEADLINE = "headline", _("the answer")
    REFERENCE = "reference", _("nationals, to compare with")
    PEER = "peer", _("another place")
    PART = "part", _("a part of it")
    OTHER = "other", _("counted in another way")


class Decision(models.TextChoices):
    """What became of a figure that an officer entered."""

    WAITING = "waiting", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


class RunState(models.TextChoices):
    """Where the calculation of an index stands."""

    WAITING = "waiting", _("waits to be calculated")
    RUNNING = "running", _("is being calculated")
    DONE = "done", _("calculated")
    FAILED = "failed", _("failed")


class Agent(models.TextChoices):
    """How figures came in."""

    CONTENT = "content", _("collected with their source")
    IMPORT = "import", _("read from a file")
    DESK = "desk", _("entered in the office")
    REGISTER = "register", _("counted by this site")


FLAG_LABELS = {
    Flag.BREAK: _("break in the series: not comparable with earlier figures"),
    Flag.PROVISIONAL: _("provisional"),
    Flag.ESTIMATED: _("estimated"),
    Flag.LOW_RELIABILITY: _("low reliability: few people were asked"),
    Flag.DEFINITION_DIFFERS: _("the definition differs"),
    Flag.CONFIDENTIAL: _("confidential"),
    Flag.MISSING: _("missing"),
    Flag.FORECAST: _("forecast"),
    Flag.IMPUTED: _("filled in by the statistical office"),
    Flag.NOT_SIGNIFICANT: _("not significant"),
    Flag.REVISED: _("revised"),
    Flag.FORECAST: _("forecast"),
    Flag.IMPUTED: _("imputed by the agency that received the data"),
    Flag.NOT_SIGNIFICANT: _("not significant"),
    Flag.REVISED: _("revised"),
}
"""What each status of an observation means to a reader."""
