"""Where something happens: offices with their hours, districts with their points on the map."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from opencity.core.identity import Identified
from opencity.core.publication import Publishable
from opencity.core.texts import Text, read
from opencity.core.verified import Verified
from opencity.directory.enums import Answer, PlaceKind, Position, Weekday
from opencity.directory.models.contacts import Contact
from opencity.directory.models.organisations import Organisation
from opencity.directory.transliteration import latin_address


class District(models.Model):
    """A district of the city: its number, its name and the point that stands for it on the map."""

    code = models.CharField(_("number"), max_length=10, unique=True)
    slug = models.SlugField(_("address"), unique=True)
    name = Text(_("name"), max_length=100)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=7, decimal_places=1)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {read(self.name).text}"


class Place(Identified, Verified, Publishable):
    """An office or another place where people go; the page at ``/offices/<slug>/`` is its own."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    slug = models.SlugField(_("address on the site"), max_length=100, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=PlaceKind.choices, default=PlaceKind.OFFICE
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
    )
    name = Text(_("name"), max_length=200)
    summary = Text(_("what it is for"), max_length=600, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    address_latin = models.CharField(
        _("address in Latin letters"),
        max_length=300,
        blank=True,
        help_text=_("Left empty, it is written by the official transliteration."),
    )
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    position = models.CharField(
        _("how exact"), max_length=12, choices=Position.choices, blank=True, default=""
    )
    entrance_note = Text(_("how to find the door"), max_length=300, blank=True)
    languages = models.JSONField(_("languages spoken by the staff"), default=list, blank=True)
    wheelchair = models.CharField(
        _("wheelchair access"), max_length=10, choices=Answer.choices, default=Answer.UNKNOWN
    )
    appointment = models.BooleanField(_("by appointment only"), default=False)
    hours_note = Text(_("note on the hours"), max_length=300, blank=True)
    contacts = ParentalManyToManyField(
        Contact, verbose_name=_("contacts"), blank=True, related_name="places"
    )

    class Meta:
        verbose_name = _("office or place")
        verbose_name_plural = _("offices and places")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_has_both_coordinates_or_none",
                violation_error_message=_("Give both coordinates or none."),
            ),
        ]

    def __str__(self) -> str:
        return read(self.name).text or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the public page in the current language."""
        return reverse("directory:office", kwargs={"slug": self.slug})

    @property
    def latin_address(self) -> str:
        """Return the address in Latin letters, by the official rules where nobody wrote it."""
        return self.address_latin or latin_address(self.address)

    @property
    def week(self) -> list[str]:
        """Return the opening hours as a line for each day, Monday first."""
        rows = sorted(self.hours.all(), key=lambda row: row.opens)
        spans = [(row.day, f"{row.opens:%H:%M}–{row.closes:%H:%M}") for row in rows]
        return [", ".join(span for at, span in spans if at == day) for day in Weekday]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Preview the public page."""
        return "directory/office.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Give the preview what the public page gets, from the draft."""
        from opencity.directory.pages import office_context  # pages read the models

        context = super().get_preview_context(request, mode_name)
        return context | office_context(self, draft=True)


class OpeningHours(Orderable):
    """One stretch of opening on one day of the week; two rows a day leave a lunch break."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="hours")
    day = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="hours_close_after_opening",
                violation_error_message=_("The closing time must be after the opening time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class HoursException(Orderable):
    """Days on which other hours hold; without times the place is closed."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="exceptions")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = Text(_("reason"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("exception to the hours")
        verbose_name_plural = _("exceptions to the hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="exception_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="exception_has_both_times_or_none",
                violation_error_message=_("Give both times, the later one last, or none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
