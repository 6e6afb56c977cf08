"""Reads HSDS records into the values of our models, in the form in which content files say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.core.verified import Certainty
from opencity.directory.enums import Answer, ContactKind, OrganisationKind, PlaceKind
from opencity.directory.models import Organisation, Place
from opencity.services.enums import NoteKind, PlaceRule, TimeLimitKind
from opencity.services.hsds import words
from opencity.services.hsds.directory import CODE
from opencity.services.hsds.importing.hours import hours_of
from opencity.services.hsds.importing.names import Directory
from opencity.services.models import LifeEvent, Topic

Tree = dict[str, Any]
Values = dict[str, Any]
_STEP = re.compile(r"^\d{1,2}\. ", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?…。؟])\s+|\n+")


def cut(text: str, length: int) -> str:
    """Return a text that fits, cut between words where it is too long."""
    if len(text) <= length:
        return text
    short = text[: length - 1]
    return f"{short[: short.rfind(' ')] if ' ' in short[length // 2 :] else short}…"


def pieces(text: str, first: int, others: int) -> list[str]:
    """Return a long text in pieces that fit, cut between paragraphs or sentences."""
    found, room = [""], first
    for part in re.split(r"\n\s*\n", text.strip()):
        for sentence in [part] if len(part) <= room else _SENTENCE.split(part):
            joined = f"{found[-1]} {sentence}".strip()
            if found[-1] and (len(joined) > room or sentence == part):
                found.append("")
                room = others
                joined = sentence
            found[-1] = cut(joined, room)
    return [piece for piece in found if piece]


@dataclass(frozen=True)
class Reader:
    """Reads records in one language; what they refer to is found or made in ``directory``."""

    directory: Directory
    publish: bool = False

    def text(self, said: str | None, length: int) -> dict[str, str]:
        """Return a multilingual text in the language of the import."""
        return {self.directory.language: cut(said.strip(), length)} if said and said.strip() else {}

    def organisation(self, tree: Tree) -> Values:
        """Return the values of an organisation."""
        terms = _terms(tree)
        mail = [tree.get("email", "")]
        return {
            "kind": terms.get("organisation-kind", [OrganisationKind.NGO.value])[0],
            "parent": self._code(Organisation, tree.get("parent_organization_id")),
            "name": self.text(tree["name"], 200),
            "summary": self.text(tree.get("description"), 600),
            "contacts": self._contacts(tree, mail, tree.get("website", "")),
            "certainty": terms.get("certainty", [Certainty.PLACEHOLDER.value])[0],
        }

    def place(self, tree: Tree) -> Values:
        """Return the values of a place."""
        terms = _terms(tree)
        address: Tree = next(
            (each for each in tree.get("addresses", ()) if each["address_type"] != "postal"),
            {},
        )
        virtual = tree["location_type"] == "virtual"
        point = _point(tree)
        access = tree.get("accessibility", [])
        name = tree.get("name") or tree.get("alternate_name") or address.get("address_1", "")
        url = "" if _is_ours(tree.get("url", "")) else tree.get("url", "")
        return {
            "kind": terms.get(
                "place-kind", [PlaceKind.ONLINE.value if virtual else PlaceKind.OFFICE.value]
            )[0],
            "organisation": self._code(Organisation, tree.get("organization_id")),
            "name": self.text(name or tree["id"], 200),
            "summary": self.text(tree.get("description"), 600),
            "address": cut(address.get("address_1", ""), 300),
            "address_latin": cut(address.get("address_2", ""), 300),
            "postal_code": address.get("postal_code", "")[:10],
            "latitude": point[0] if point else None,
            "longitude": point[1] if point else None,
            "entrance_note": self.text(_entrance(access), 300),
            "languages": _spoken(tree),
            "wheelchair": _wheelchair(access),
            **hours_of(tree.get("schedules", []), self.directory.language),
            "contacts": self._contacts(tree, [], url),
            "certainty": terms.get("certainty", [Certainty.PLACEHOLDER.value])[0],
        }

    def service(self, tree: Tree, links: Iterable[Tree]) -> Values:
        """Return the values of a service with its links to places."""
        terms = _terms(tree)
        certainty = terms.get("certainty", [Certainty.PLACEHOLDER.value])[0]
        about = {"certainty": certainty, "sources": []}
        told = pieces(tree.get("description", ""), 600, 1000)
        url = tree.get("url", "")
        there = list(links)
        places = {self._code(Place, link.get("location_id")) for link in there}
        return {
            "title": self.text(tree["name"], 200),
            "official_name": cut(tree.get("alternate_name", ""), 300),
            "summary": self.text(told[0] if told else "", 600),
            "groups": [
                code for code in words.CHOICES["groups"].values if code in terms.get("groups", ())
            ],
            "topics": sorted(self._terms_as(Topic, tree)),
            "life_events": sorted(self._terms_as(LifeEvent, tree)),
            "provider": self._code(Organisation, tree.get("organization_id")),
            "places": sorted(code for code in places if code),
            "place_rule": terms.get("place-rule", [PlaceRule.LISTED.value])[0],
            "channels": [
                code
                for code in words.CHOICES["channels"].values
                if code in terms.get("channels", ())
            ],
            "online_url": "" if _is_ours(url) or len(url) > 500 else url,
            "contacts": sorted(
                {*self._contacts(tree, [tree.get("email", "")], ""), *self._at_links(there)}
            ),
            "certainty": certainty,
            "verified_on": tree.get("assured_date"),
            "conditions": [
                {"text": self.text(piece, 800), **about}
                for line in tree.get("eligibility_description", "").split("\n")
                for piece in pieces(line, 800, 800)
            ],
            "documents": [
                self._paper(each, about)
                for each in tree.get("required_documents", ())
                if each.get("document", "").strip()
            ],
            "steps": [
                {**step, **about} for step in self._steps(tree.get("application_process", ""))
            ],
            "costs": [
                self._cost(each, about) for each in tree.get("cost_options", ()) if _is_cost(each)
            ],
            "notes": [
                {"kind": kind, "text": self.text(said, 1000), **about}
                for kind, said in _notes(tree, told[1:])
            ],
        }

    def _code(self, model: type[Any], key: str | None) -> str | None:
        return self.directory.codes[model].get(key or "")

    def _terms_as(self, model: type[Any], tree: Tree) -> Iterator[str]:
        for term in _own_terms(tree):
            taxonomy = words.TAXONOMY_NAMES.get(term.get("taxonomy_id", ""), "")
            wanted = LifeEvent if taxonomy == words.LIFE_EVENTS else Topic
            if wanted is model and taxonomy in (words.TOPICS, words.LIFE_EVENTS, ""):
                name = cut(term["name"], 100)
                about = cut(term.get("description", ""), 300)
                yield self.directory.term(model, term["id"], term.get("code", ""), name, about)

    def _contacts(self, tree: Tree, mail: Iterable[str], web: str) -> list[str]:
        """Return the codes of the ways to reach somebody that a record tells."""
        found = [self._phone(each, "") for each in tree.get("phones", ())]
        addresses = []
        for person in tree.get("contacts", ()):
            label = ", ".join(
                filter(None, (person.get(k) for k in ("name", "title", "department")))
            )
            found += [self._phone(each, label) for each in person.get("phones", ())]
            if person.get("email"):
                addresses.append(person["email"])
                found.append(
                    self._contact(person["id"], ContactKind.EMAIL, person["email"], label, [])
                )
        for value in mail:
            if value and value not in addresses:
                found.append(self._contact(_key(tree, value), ContactKind.EMAIL, value, "", []))
        if web and len(web) <= 300:
            found.append(self._contact(_key(tree, web), ContactKind.WEB, web, "", []))
        return sorted(set(found))

    def _at_links(self, links: Iterable[Tree]) -> Iterator[str]:
        for link in links:
            yield from self._contacts(link, [], "")

    def _phone(self, phone: Tree, label: str) -> str:
        kind = ContactKind.SMS if phone.get("type") == "sms" else ContactKind.PHONE
        label = phone.get("description", "").split("\n")[0] or label
        return self._contact(phone["id"], kind, phone["number"], label, _spoken(phone))

    def _contact(self, key: str, kind: str, value: str, label: str, spoken: list[str]) -> str:
        return self.directory.contact(key, str(kind), cut(value, 300), cut(label, 200), spoken)

    def _paper(self, paper: Tree, about: Values) -> Values:
        name, _line, note = paper["document"].strip().partition("\n")
        short = cut(name, 200)
        note = note or (name if short != name else "")
        code = self.directory.paper(paper["id"], short, live=self.publish)
        return {"document": code, "note": self.text(note, 500), **about}

    def _cost(self, cost: Tree, about: Values) -> Values:
        amount = Decimal(str(cost["amount"])).quantize(Decimal("0.01"))
        said = cost.get("option") or cost.get("amount_description", "")
        return {
            "amount": str(amount),
            "currency": cost["currency"].upper(),
            "condition": self.text(said, 400),
            **about,
        }

    def _steps(self, process: str) -> Iterator[Values]:
        """Return numbered steps as such, and any other text in pieces that fit."""
        parts = [part.strip() for part in _STEP.split(process) if part.strip()]
        for part in parts:
            title, _line, how = part.partition("\n")
            first = title if len(title) <= 200 else pieces(title, 200, 1000)[0]
            rest = title[len(first) :].strip() if title.startswith(first) else title
            texts = pieces("\n\n".join(filter(None, (rest, how.strip()))), 1000, 1000)
            yield {
                "title": self.text(first, 200),
                "text": self.text(texts[0] if texts else "", 1000),
            }
            for text in texts[1:]:
                yield {"title": self.text(text, 200), "text": self.text(text, 1000)}


def service_code(tree: Tree) -> str:
    """Return the code that another Open City gave a service."""
    codes = _terms(tree).get(words.CODES, [""])
    return codes[0]


def organisation_code(tree: Tree) -> str:
    """Return the code that another Open City gave an organisation."""
    found = (
        each["identifier"]
        for each in tree.get("organization_identifiers", ())
        if each["identifier_type"] == CODE
    )
    return next(found, "")


def place_code(tree: Tree) -> str:
    """Return the code that another Open City gave a place."""
    return (
        tree.get("external_identifier", "") if tree.get("external_identifier_type") == CODE else ""
    )


def _own_terms(tree: Tree) -> Iterator[Tree]:
    for attribute in tree.get("attributes", ()):
        term = attribute.get("taxonomy_term")
        if (
            term
            and term["id"] not in words.FIXED_TERMS
            and attribute.get("link_type") not in (words.CODES, words.TEXTS)
        ):
            yield term


def _terms(tree: Tree) -> dict[str, list[str]]:
    """Return the codes of the fixed words that a record's attributes name, by taxonomy."""
    found: dict[str, list[str]] = {}
    for attribute in tree.get("attributes", ()):
        key = attribute.get("taxonomy_term_id") or attribute.get("taxonomy_term", {}).get("id", "")
        if key == str(words.term_id(words.CODES, "code")):
            found.setdefault(words.CODES, []).append(attribute.get("value", ""))
        elif key in words.FIXED_TERMS:
            taxonomy, code = words.FIXED_TERMS[key]
            found.setdefault(taxonomy, []).append(code)
    return found


def _is_ours(url: str) -> bool:
    return url.startswith(f"{settings.SITE_URL}/")


def _key(tree: Tree, value: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{tree['id']} {value}"))


def _point(tree: Tree) -> tuple[str, str] | None:
    latitude, longitude = tree.get("latitude"), tree.get("longitude")
    if latitude is None or longitude is None:
        return None
    return f"{Decimal(str(latitude)):.5f}", f"{Decimal(str(longitude)):.5f}"


def _spoken(tree: Tree) -> list[str]:
    known = {languages.name(code).casefold(): code for code in languages.codes()}
    said = (each.get("code") or each.get("name", "") for each in tree.get("languages", ()))
    return list(dict.fromkeys(known.get(word.casefold(), word)[:20] for word in said if word))


def _wheelchair(access: Iterable[Tree]) -> str:
    answers = {_("wheelchair access"): Answer.YES, _("no wheelchair access"): Answer.NO}
    said = (each.get("description", "") for each in access)
    return str(
        next((answers[word].value for word in said if word in answers), Answer.UNKNOWN.value)
    )


def _entrance(access: Iterable[Tree]) -> str:
    ours = {_("wheelchair access"), _("no wheelchair access")}
    said = [each.get(name, "") for each in access for name in ("description", "details")]
    return " ".join(word for word in said if word and word not in ours)


def _is_cost(cost: Tree) -> bool:
    known = re.fullmatch(r"[A-Za-z]{3}", cost.get("currency", ""))
    return bool(known) and 0 <= cost.get("amount", -1) < 100_000_000


def _notes(tree: Tree, further: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return what a record tells beside its summary: what to know, and what to take care of."""
    tip, warning = NoteKind.TIP.value, NoteKind.WARNING.value
    yield from ((tip, piece) for piece in further)
    if not tree.get("cost_options"):
        yield from (
            (tip, each)
            for name in ("fees_description", "fees")
            for each in pieces(tree.get(name, ""), 1000, 1000)
        )
    for cost in tree.get("cost_options", ()):
        said = ": ".join(filter(None, (cost.get("option"), cost.get("amount_description"))))
        if said and not _is_cost(cost):
            yield tip, said
    if tree.get("wait_time"):
        yield tip, f"{TimeLimitKind.PROCESSING.label}: {tree['wait_time']}"
    for name in ("interpretation_services",):
        yield from ((tip, piece) for piece in pieces(tree.get(name, ""), 1000, 1000))
    for schedule in tree.get("schedules", ()):
        if schedule.get("description"):
            yield tip, schedule["description"]
    yield from ((warning, piece) for piece in pieces(tree.get("alert", ""), 1000, 1000))
