"""A person's deadlines as a calendar file (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from opencity.core.texts import read
from opencity.services.checklist.pages import Line
from opencity.services.rules.checklist import Answers, Timing

_MORNING = datetime.timedelta(hours=9)
_WEEK_AHEAD = datetime.timedelta(days=7)
_DAY_AHEAD = datetime.timedelta(days=1)


def calendar_file(lines: Iterable[Line], answers: Answers, page_url: str) -> bytes:
    """Return the lines that have a date as all-day events; the same lines give the same bytes."""
    found = Calendar()
    found.add("prodid", "-//Open City//Checklist//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("My checklist"))
    found.add("x-wr-timezone", settings.TIME_ZONE)
    for line in lines:
        if line.entry.go_by is not None:
            found.add_component(_event(line, line.entry.go_by, answers, page_url))
    return found.to_ical()


def _event(line: Line, day: datetime.date, answers: Answers, page_url: str) -> Event:
    """Return one deadline on the last day on which offices work.

    The identifier holds the day of arrival, so that two people's lists can stand in one calendar.
    """
    title = read(line.row.title)
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname
    event.add("uid", f"{line.row.uuid}-{answers.arrival}@{host}")
    event.add("dtstamp", line.row.updated_at.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("summary", title.text, parameters={"LANGUAGE": title.language})
    event.add("description", "\n\n".join(_sentences(line)))
    event.add("url", settings.SITE_URL + _address(line, page_url))
    event.add("transp", "TRANSPARENT")
    if line.entry.timing is Timing.DATED:
        for ahead in _reminders(day - answers.arrival.day):
            event.add_component(_alarm(title.text, ahead))
    return event


def _sentences(line: Line) -> list[str]:
    said = [_("The deadline is %(length)s.") % {"length": line.counted}]
    return [*said, *(text for text in (read(line.row.text).text, read(line.row.why).text) if text)]


def _address(line: Line, page_url: str) -> str:
    if line.service is None:
        return page_url
    return reverse("services:service", kwargs={"slug": line.service.slug})


def _reminders(length: datetime.timedelta) -> list[datetime.timedelta]:
    """Return how long before a deadline to remind: a week where there is time for it, and a day."""
    ahead = [_WEEK_AHEAD] if length >= 2 * _WEEK_AHEAD else []
    return [*ahead, _DAY_AHEAD] if length > _DAY_AHEAD else []


def _alarm(title: str, ahead: datetime.timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _MORNING - ahead)
    return alarm
