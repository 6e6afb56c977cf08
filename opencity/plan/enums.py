"""Closed lists of the plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionStatus(models.TextChoices):
    """How far a version of the plan has come."""

    DRAFT = "draft", _("draft")
    CONSULTATION = "consultation", _("in consultation")
    ADOPTED = "adopted", _("adopted")
    SUPERSEDED = "superseded", _("superseded")


PUBLIC_STATUSES = (VersionStatus.CONSULTATION, VersionStatus.ADOPTED, VersionStatus.SUPERSEDED)


class SphereCode(models.TextChoices):
    """The three spheres of an open city; their names and roles are texts of the plan."""

    LEADERSHIP = "leadership", _("leadership ▲")
    INTEGRATION = "integration", _("integration ●")
    INTERNATIONALISATION = "internationalisation", _("internationalisation ■")


class ContributorKind(models.TextChoices):
    """Where the ideas of the plan came from."""

    WORKING_GROUP = "working_group", _("working group")
    COUNCILLORS = "councillors", _("councillors")
    STUDENTS_GAME = "students_game", _("students’ game")
    PARTNER_CITIES = "partner_cities", _("partner cities")
    GOOD_PRACTICES = "good_practices", _("good practices")
    RESEARCH_CENTRE = "research_centre", _("research centre")


class IndicatorKind(models.TextChoices):
    """How an indicator of the plan is measured."""

    COUNT = "count", _("a count")
    COMPOSITE = "composite", _("several figures together")


class LinkOrigin(models.TextChoices):
    """Whether the document itself links a measure to goals and groups, or we propose it."""

    DOCUMENT = "document", _("stated in the document")
    PROPOSED = "proposed", _("proposed by the editors")


class Rating(models.TextChoices):
    """What an independent evaluation finds."""

    NO_EVIDENCE = "no_evidence", _("no evidence")
    NOT_STARTED = "not_started", _("not started")
    LIMITED = "limited", _("limited progress")
    SUBSTANTIAL = "substantial", _("substantial progress")
    COMPLETE = "complete", _("complete")


class OwnWord(models.TextChoices):
    """What the owner of a measure says of it."""

    PREPARING = "preparing", _("being prepared")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


class BudgetKind(models.TextChoices):
    """What a budget line says."""

    PLANNED = "planned", _("planned")
    COMMITTED = "committed", _("committed")
    SPENT = "spent", _("spent")
