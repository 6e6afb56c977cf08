"""Texts of Django that we translate ourselves: Bulgarian writes the months small, Django great."""

from __future__ import annotations

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
