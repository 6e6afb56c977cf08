"""All that one pack says in one language, as JSON-like values for page, plain text and paper.

The values depend on published data and the language alone; paper, date of issue and template come
later. Call it with the language activated.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencity.core.texts import read
from opencity.publications.labels import labels
from opencity.publications.models import OWN
from opencity.publications.office_part import city_map, district_offices, numbered, offices
from opencity.publications.queries import Gathered, Selection, gather
from opencity.publications.reader import Data, Reader
from opencity.publications.service_part import contact_line, contact_lines, service_part
from opencity.services.enums import Group
from opencity.services.models import GuideStep


def contents_of(chosen: Selection) -> Data:
    """Return the contents of a ready-made pack or of a reader's own."""
    gathered, reader = gather(chosen), Reader()
    numbers = numbered(gathered)
    parts = [service_part(each, gathered, numbers, reader) for each in gathered.services]
    data = {
        "language": reader.language,
        "direction": reader.direction,
        "city": read(settings.CITY.name, reader.language).text,
        "authority": read(settings.CITY.authority, reader.language).text,
        "site": settings.SITE_URL.partition("://")[2],
        **_head(gathered, reader),
        "guide": _guide(gathered, reader),
        "sections": _sections(gathered, parts, reader),
        "offices": offices(gathered, numbers, reader),
        "district_offices": district_offices(gathered, reader),
        "map": city_map(gathered, numbers, reader) if gathered.places else None,
        "emergency": [
            contact_line(each, reader) for each in gathered.contacts.values() if each.is_emergency
        ],
        "help": _help(gathered, reader),
        "labels": labels(reader),
    }
    return data | {"notices": _notices(reader, parts)}


def _sections(gathered: Gathered, parts: list[Data], reader: Reader) -> list[Data]:
    """Return the services under their first topics, a short pack in one section."""
    if not gathered.topics:
        return [{"title": None, "services": parts}]
    of_topic: dict[int, list[Data]] = {}
    for rows, part in zip(gathered.services, parts, strict=True):
        topic = next((each.pk for each in gathered.topics if each.pk in rows.topic_keys), 0)
        of_topic.setdefault(topic, []).append(part)
    sections = [
        {"title": reader.text(topic, "name"), "services": of_topic[topic.pk]}
        for topic in gathered.topics
        if topic.pk in of_topic
    ]
    rest = of_topic.get(0)
    return [*sections, {"title": None, "services": rest}] if rest else sections


def services_in(contents: Data) -> list[Data]:
    """Return the services of a pack's contents in their order."""
    return [part for section in contents["sections"] for part in section["services"]]


def _help(gathered: Gathered, reader: Reader) -> list[Data]:
    """Return the services that help in need and how to reach them, beside the emergency numbers."""
    lines = []
    for service, keys in gathered.help:
        ways = {key for key in keys if key in gathered.contacts}
        others = [key for key in ways if not gathered.contacts[key].is_emergency]
        if others or not ways:
            contacts = contact_lines(others, gathered.contacts, reader)
            lines.append({"title": reader.text(service, "title"), "contacts": contacts})
    return lines


def _head(gathered: Gathered, reader: Reader) -> Data:
    pack = gathered.selection.pack
    if pack is not None:
        path = reverse("publications:pack", kwargs={"slug": pack.slug})
        title, summary = reader.text(pack, "title"), reader.text(pack, "summary")
        return {"title": title, "summary": summary, "url": settings.SITE_URL + path}
    path = reverse("publications:own")
    codes = "&".join(f"service={each.service.code}" for each in gathered.services)
    return {
        "title": _plain(_("My pack"), reader),
        "summary": _plain(_("Put together by the reader."), reader),
        "url": f"{settings.SITE_URL}{path}?{codes}",
    }


def _plain(text: str, reader: Reader) -> Data:
    line = reader.line(text)
    return {
        "text": line,
        "lang": reader.language,
        "dir": reader.direction,
        "note": "",
        "state": "plain",
    }


def _guide(gathered: Gathered, reader: Reader) -> Data | None:
    guide = gathered.selection.guide
    if guide is None:
        return None
    codes = {each.service.pk: each.service.code for each in gathered.services}
    phases: list[Data] = []
    for step in gathered.selection.guide_steps:
        phase = reader.text(step, "phase")
        if not phases or (phase and phases[-1]["phase"] != phase):
            phases.append({"phase": phase, "steps": []})
        phases[-1]["steps"].append(_guide_step(step, codes, reader))
    return {
        "title": reader.text(guide, "title"),
        "summary": reader.text(guide, "summary"),
        "phases": phases,
    }


def _guide_step(step: GuideStep, codes: dict[int, str], reader: Reader) -> Data:
    return {
        "title": reader.text(step, "title"),
        "text": reader.text(step, "text"),
        "why": reader.text(step, "why"),
        "groups": [reader.line(str(Group(code).label)) for code in step.groups],
        "service": codes.get(step.service_id or 0, ""),
    }


def _notices(reader: Reader, parts: list[Data]) -> list[Data]:
    """Return what a reader must know of these texts and facts before relying on them."""
    notices = []
    told = reader.told
    if told["machine"]:
        text = _("These texts were translated by a machine and nobody has reviewed them yet.")
        notices.append({"kind": "machine", "text": text})
    if told["missing"]:
        text = ngettext(
            "One text is not translated yet and stands here in another language.",
            "%(number)d texts are not translated yet and stand here in another language.",
            told["missing"],
        )
        notices.append({"kind": "machine", "text": text % {"number": told["missing"]}})
    if told["outdated"]:
        text = ngettext(
            "One text is older than its original and says so.",
            "%(number)d texts are older than their originals and say so.",
            told["outdated"],
        )
        notices.append({"kind": "machine", "text": text % {"number": told["outdated"]}})
    return notices + _placeholder_notice(parts)


def _placeholder_notice(parts: list[Data]) -> list[Data]:
    number = sum(part["is_placeholder"] for part in parts)
    if not number:
        return []
    text = ngettext(
        "One service is a placeholder: the city has still to confirm what it says.",
        "%(number)d services are placeholders: the city has still to confirm what they say.",
        number,
    )
    return [{"kind": "placeholder", "text": text % {"number": number}}]


def filename(slug: str, language: str, paper: str) -> str:
    """Return the name under which a reader's device keeps a pack."""
    return f"{settings.CITY.code}-{slug or OWN}-{language}-{paper}.pdf"
