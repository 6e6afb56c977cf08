"""What was done: the owner's own word with evidence, and apart from it the independent finding."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from opencity.core.fields import SourcesField
from opencity.core.publication import Publishable, PublishableQuerySet
from opencity.core.texts import Text, read
from opencity.plan.enums import PUBLIC_STATUSES, OwnWord, Rating
from opencity.plan.models.measure import Measure


class OfMeasureQuerySet(PublishableQuerySet):
    """Reports and evaluations."""

    def public(self) -> OfMeasureQuerySet:
        """Return what visitors may see: published, on a public measure."""
        return self.live().filter(  # type: ignore[return-value]  # live() keeps the class
            measure__live=True,
            measure__version__status__in=PUBLIC_STATUSES,
            measure__version__plan__live=True,
        )


class ProgressReport(Publishable):
    """What a measure's owner says was done in a period; at least one piece of evidence."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.PROTECT, related_name="reports"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    own_word = models.CharField(
        _("state, in your own word"), max_length=20, choices=OwnWord.choices
    )
    text = Text(_("what was done"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-period_end", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_in_order",
                violation_error_message=_("The period cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure.code} {self.period_start} – {self.period_end}"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the texts."""
        return "plan/preview.html"


class Evidence(Orderable):
    """Something that anybody can look at: a page, a document, a photograph."""

    report = ParentalKey(ProgressReport, on_delete=models.CASCADE, related_name="evidence")
    title = Text(_("title"), max_length=200)
    url = models.URLField(_("web address"), max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return read(self.title).text


class Evaluation(Publishable):
    """What somebody independent of the owner finds on a day, and on what grounds."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.PROTECT, related_name="evaluations"
    )
    rating = models.CharField(_("finding"), max_length=20, choices=Rating.choices)
    found_on = models.DateField(_("found on"))
    evaluator = Text(_("evaluated by"), max_length=200)
    grounds = Text(_("on what grounds"))
    sources = SourcesField(_("sources"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-found_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure.code} {self.get_rating_display()} {self.found_on}"

    def clean(self) -> None:
        """Refuse an evaluation by the measure's own owner."""
        if self.author_id and self.measure_id:
            refuse_owner(self.measure, self.author_id)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the texts."""
        return "plan/preview.html"


def refuse_owner(measure: Measure, key: int) -> None:
    """Raise ``ValidationError`` when an account is the owner of a measure to be evaluated."""
    if measure.owner_id == key:
        raise ValidationError(_("The owner of a measure cannot evaluate it."))
