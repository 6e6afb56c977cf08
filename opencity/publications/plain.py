"""A pack as plain text, for braille lines, old phones and messages. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opencity.publications.contents import services_in
from opencity.publications.reader import Data

_BOX = "[ ]"


def plain_text(contents: Data, issued: str) -> str:
    """Return all that a pack says, one thing a line."""
    words = contents["labels"]
    lines = [
        said(contents["title"]),
        "=" * len(said(contents["title"])),
        said(contents["summary"]),
        f"{words['issued']} {issued}",
        f"{words['newest']}: {contents['url']}",
        *(f"! {notice['text']}" for notice in contents["notices"]),
        *_emergency(contents),
        *_guide(contents),
    ]
    for part in services_in(contents):
        lines += _service(part, contents)
    lines += _offices(contents)
    return "\n".join(lines) + "\n"


def said(piece: Data | None) -> str:
    """Return a text with its note."""
    return " ".join(filter(None, (piece["text"], piece["note"]))) if piece else ""


def _line(*parts: str, between: str = " – ") -> str:
    return between.join(part for part in parts if part)


def _heading(text: str) -> list[str]:
    return ["", text, "-" * min(len(text), 72)]


def _emergency(contents: Data) -> Iterator[str]:
    if contents["emergency"]:
        yield from _heading(contents["labels"]["emergency"])
        yield from (f"* {_contact(each)}" for each in contents["emergency"])
    for each in contents["help"]:
        yield f"* {said(each['title'])}"
        yield from (f"    {_contact(row)}" for row in each["contacts"])


def _contact(each: Data) -> str:
    hours = f"({said(each['hours'])})" if each["hours"] else ""
    value = f"{each['kind']}: {each['value']}"
    return _line(_line(value, said(each["label"])), hours, each["mark"], between=" ")


def _guide(contents: Data) -> Iterator[str]:
    guide, words = contents["guide"], contents["labels"]
    if guide is None:
        return
    yield from _heading(said(guide["title"]))
    yield said(guide["summary"])
    for phase in guide["phases"]:
        yield from ("", said(phase["phase"]))
        for step in phase["steps"]:
            whom = f"({words['for']} {', '.join(step['groups'])})" if step["groups"] else ""
            yield _line(_BOX, said(step["title"]), step["service"], whom, between=" ")
            yield from (f"    {text}" for text in (said(step["text"]), said(step["why"])) if text)


def _service(part: Data, contents: Data) -> Iterator[str]:
    words = contents["labels"]
    yield from _heading(f"{part['code']}  {said(part['title'])}")
    if part["official"]:
        yield f"{words['bulgarian']} {said(part['official'])}"
    yield said(part["summary"])
    yield f"{words['who']}: {', '.join(part['groups'])}"
    yield from _list(words["conditions"], (_marked(row, "text") for row in part["conditions"]))
    yield from _list(words["bring"], map(_paper, part["documents"]), _BOX)
    yield from _list(words["steps"], map(_step, part["steps"]), _BOX)
    costs = [_cost(row) for row in part["costs"]] or [words["costs_unknown"]]
    yield from _list(words["costs"], costs)
    yield from _list(words["times"], map(_time, part["times"]))
    yield from _list(words["where"], _where(part, contents))
    yield from _list(words["result"], filter(None, [said(part["result"])]))
    yield from ("! " + f"{row['label']}: {_marked(row, 'text')}" for row in part["notes"])
    machine = words["machine"] if part["is_machine"] else ""
    yield _line(part["checked"], part["certainty"], machine, between=" · ")
    yield f"{words['live']}: {part['url']}"


def _list(title: str, rows: Iterable[str], sign: str = "*") -> Iterator[str]:
    lines = [f"{sign} {row}" for row in rows]
    if lines:
        yield from ("", title + ":", *lines)


def _marked(row: Data, name: str) -> str:
    return _line(said(row[name]), row["mark"], between=" ")


def _paper(row: Data) -> str:
    need = f"({row['translation']})" if row["translation"] else ""
    name = _line(said(row["name"]), said(row["bulgarian"]), said(row["note"]))
    return _line(name, need, row["mark"], between=" ")


def _step(row: Data) -> str:
    return _line(_line(said(row["text"]), said(row["more"])), row["mark"], between=" ")


def _cost(row: Data) -> str:
    about = f"({row['about']})" if row["about"] else ""
    return _line(_line(row["amount"], about, between=" "), _marked(row, "text"))


def _time(row: Data) -> str:
    length = f"{row['kind']}: {row['length']}"
    return _line(_line(length, row["from"], between=", "), _marked(row, "text"))


def _where(part: Data, contents: Data) -> Iterator[str]:
    where = part["where"]
    if where["provider"]:
        yield _line(said(where["provider"]), said(where["provider_bulgarian"]))
    if where["rule"]:
        yield where["rule"]
    for number in where["offices"]:
        yield f"{number}. {said(contents['offices'][number - 1]['name'])}"
    if where["online"]:
        yield f"{contents['labels']['online']} {where['online']}"
    yield from map(_contact, part["contacts"])


def _offices(contents: Data) -> Iterator[str]:
    words = contents["labels"]
    if contents["offices"]:
        yield from _heading(words["offices"])
    for each in contents["offices"]:
        yield from ("", f"{each['number']}. {said(each['name'])}")
        yield _line(said(each["bulgarian"]), said(each["address"]), each["latin"])
        hours = "; ".join(each["hours"]) or words["hours_unknown"]
        if not each["is_online"]:
            yield _line(each["appointment"], f"{words['hours']} {hours}")
        yield from (f"! {_line(row['line'], said(row['reason']))}" for row in each["exceptions"])
        yield from (f"* {_contact(row)}" for row in each["contacts"])
        yield _line(each["checked"], each["mark"], between=" · ")
    if contents["district_offices"]:
        yield from _heading(words["district_offices"])
    for row in contents["district_offices"]:
        web = ", ".join(each["value"] for each in row["contacts"])
        yield _line(said(row["district"]), said(row["address"]), row["latin"], web, row["checked"])
