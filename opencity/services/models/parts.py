"""The facts of a service, each with its own certainty and sources."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from opencity.core.fields import SourcesField
from opencity.core.texts import Text, read
from opencity.core.verified import Certainty
from opencity.services.enums import From, NoteKind, TimeLimitKind, Unit
from opencity.services.models.catalogue import Document
from opencity.services.models.services import Service


class ServiceFact(Orderable):
    """Abstract base of the rows edited on a service's form."""

    certainty = models.CharField(
        _("certainty"), max_length=20, choices=Certainty.choices, default=Certainty.DOCUMENTED
    )
    sources = SourcesField(_("sources"))

    class Meta(Orderable.Meta):
        abstract = True


class Condition(ServiceFact):
    """What must hold for a person to get a service."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="conditions")
    text = Text(_("condition"), max_length=800)

    class Meta(ServiceFact.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def __str__(self) -> str:
        return read(self.text).text


class RequiredDocument(ServiceFact):
    """A document that a service asks for."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="uses"
    )
    note = Text(_("note"), max_length=500, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")

    def __str__(self) -> str:
        return str(self.document)


class Step(ServiceFact):
    """One thing to do."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="steps")
    title = Text(_("what to do"), max_length=200)
    text = Text(_("how"), max_length=1000, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return read(self.title).text


class Cost(ServiceFact):
    """An amount to pay; zero says that it is free."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="costs")
    amount = models.DecimalField(
        _("amount"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    condition = Text(_("for what"), max_length=400, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class TimeLimit(ServiceFact):
    """A length of time: a deadline, how long it takes, how long the result is valid."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="time_limits")
    kind = models.CharField(_("kind"), max_length=12, choices=TimeLimitKind.choices)
    amount = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    counts_from = models.CharField(
        _("counted from"), max_length=15, choices=From.choices, blank=True, default=""
    )
    condition = Text(_("for what"), max_length=400, blank=True)

    class Meta(ServiceFact.Meta):
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="time_limit_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.get_unit_display()}"


class LegalBasis(Orderable):
    """The law a service rests on."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="legal_basis")
    title = Text(_("act"), max_length=300)
    article = models.CharField(_("article"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal basis")

    def __str__(self) -> str:
        return f"{read(self.title).text} {self.article}".strip()


class Note(ServiceFact):
    """A warning, a tip, a contradiction between sources, something not known yet."""

    service = ParentalKey(Service, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind.choices)
    text = Text(_("text"), max_length=1000)

    class Meta(ServiceFact.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return read(self.text).text
