"""Words of the services that never change by editing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """For whom a service is."""

    EU = "eu", _("EU, EEA and Swiss citizens")
    THIRD_COUNTRY = "third_country", _("citizens of other countries")
    HIGHLY_QUALIFIED = "highly_qualified", _("highly qualified people")
    STUDENT = "student", _("students")
    ENTREPRENEUR = "entrepreneur", _("entrepreneurs and self-employed people")
    FAMILY = "family", _("family members")
    PROTECTED = "protected", _("people with refugee or humanitarian status")
    TEMPORARY_PROTECTION = "temporary_protection", _("people with temporary protection")
    ASYLUM_SEEKER = "asylum_seeker", _("asylum seekers")
    SECOND_GENERATION = "second_generation", _("children of migrants")
    ALL = "all", _("everybody")


class PlaceRule(models.TextChoices):
    """How a person finds the right one of several places."""

    LISTED = "listed", _("at the places listed")
    DISTRICT = "district", _("at the district office of your address")
    ANY = "any", _("at any office of this kind")
    ONLINE = "online", _("online only")
    ABROAD = "abroad", _("abroad, before you travel")


class Channel(models.TextChoices):
    """How a service can be asked for."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    POST = "post", _("by post")
    PHONE = "phone", _("by phone")
    PROXY = "proxy", _("through somebody you authorise")


class TimeLimitKind(models.TextChoices):
    """What a length of time means."""

    DEADLINE = "deadline", _("you must do it within")
    PROCESSING = "processing", _("you get an answer within")
    VALIDITY = "validity", _("it is valid for")
    STAY = "stay", _("you must have stayed for")
    APPEAL = "appeal", _("you can appeal within")


class Unit(models.TextChoices):
    """Units of time."""

    DAY = "day", _("day")
    WORKING_DAY = "working_day", _("working day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class From(models.TextChoices):
    """From when a length of time counts."""

    ARRIVAL = "arrival", _("your arrival")
    EVENT = "event", _("the event")
    DECISION = "decision", _("the decision")
    START_OF_WORK = "start_of_work", _("the start of work")
    EXPIRY = "expiry", _("the end of what you have")
    APPLICATION = "application", _("your application")


class NoteKind(models.TextChoices):
    """What a note is for."""

    WARNING = "warning", _("Take care")
    TIP = "tip", _("Good to know")
    CONFLICT = "conflict", _("The sources disagree")
    UNKNOWN = "unknown", _("Not known yet")


class Need(models.TextChoices):
    """Whether a foreign document needs a translation."""

    NEEDED = "needed", _("needs a Bulgarian translation")
    MAYBE = "maybe", _("may need a Bulgarian translation")
    NO = "no", _("needs no translation")


class Who(models.TextChoices):
    """First question of the checklist: as what a person has come."""

    EU = "eu", _("I am a citizen of the EU, the EEA or Switzerland")
    THIRD_COUNTRY = "third_country", _("I am a citizen of another country")
    PROTECTION = "protection", _("I have refugee or humanitarian status")
    TEMPORARY_PROTECTION = "temporary_protection", _("I fled the war in Ukraine")
    ASYLUM = "asylum", _("I ask for asylum")


class Reason(models.TextChoices):
    """Second question of the checklist: why a person has come."""

    WORK = "work", _("to work")
    STUDY = "study", _("to study")
    BUSINESS = "business", _("to start a business or work for myself")
    FAMILY = "family", _("to live with my family")
    REFUGE = "refuge", _("to be safe")
    OTHER = "other", _("for another reason")


class FamilyTie(models.TextChoices):
    """Third question of the checklist: who has come along."""

    CHILD = "child", _("I have children with me")
    PARTNER = "partner", _("I have a partner with me")
