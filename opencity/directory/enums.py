"""Words of the directory that never change by editing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("municipality")
    DISTRICT = "district", _("district administration")
    STATE = "state", _("state authority")
    AGENCY = "agency", _("agency")
    NGO = "ngo", _("non-governmental organisation")
    COMMUNITY = "community", _("community")
    BUSINESS = "business", _("business")
    UNIVERSITY = "university", _("university")
    CULTURE = "culture", _("cultural institution")
    INTERNATIONAL = "international", _("international organisation")


class PlaceKind(models.TextChoices):
    """What a place is."""

    OFFICE = "office", _("office")
    DISTRICT_OFFICE = "district_office", _("district office")
    INFORMATION_POINT = "information_point", _("information point")
    RECEPTION_CENTRE = "reception_centre", _("reception centre")
    LIBRARY = "library", _("library")
    ONLINE = "online", _("online")


class ContactKind(models.TextChoices):
    """By what somebody is reached."""

    PHONE = "phone", _("phone")
    SMS = "sms", _("text message")
    EMAIL = "email", _("e-mail")
    WEB = "web", _("website")
    FORM = "form", _("online form")


class Position(models.TextChoices):
    """How exact the coordinates of a place are."""

    EXACT = "exact", _("exact")
    APPROXIMATE = "approximate", _("approximate")


class Answer(models.TextChoices):
    """A question that may have no answer yet."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


class Weekday(models.IntegerChoices):
    """Days of the week, Monday first, as ``datetime.date.weekday`` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
