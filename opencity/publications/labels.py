"""The words around the facts of a pack, in the current language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from opencity.publications.reader import Data, Reader


def labels(reader: Reader) -> Data:
    """Return every word of the interface that page, plain text and paper need."""
    return {name: reader.line(text) for name, text in (_frame() | _service() | _office()).items()}


def _frame() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "how": _("How to use this pack"),
        "how_tick": _("Tick the boxes as you go."),
        "how_code": _(
            "Each service has a code for your phone’s camera: it opens the page with today’s facts."
        ),
        "how_show": _(
            "The Bulgarian words stand beside the translation: show them at the counter."
        ),
        "how_checked": _(
            "“Checked on” is the day on which somebody of the city compared the facts with their "
            "source. “Not yet checked” means that nobody has done so yet: ask before you rely on "
            "them."
        ),
        "issued": _("Issued on"),
        "live": _("Live page"),
        "newest": _("The newest edition of this pack"),
        "page": _("page"),
        "services": _("Services"),
        "notes": _("Notes"),
        "emergency": _("In an emergency"),
        "help": _("When you need help"),
        "published_by": _("Published by"),
        "machine": _("Machine translation, not reviewed"),
        "placeholder": _("To be confirmed by the city"),
        "for": _("For:"),
        "why": _("Why:"),
    }


def _service() -> dict[str, str]:
    return {
        "bulgarian": _("In Bulgarian:"),
        "official": _("Official name:"),
        "who": _("For whom"),
        "conditions": _("What must hold"),
        "bring": _("What to bring"),
        "steps": _("What to do"),
        "costs": _("What it costs"),
        "costs_unknown": _("Not known to us: ask the office."),
        "times": _("Times and deadlines"),
        "where": _("Where"),
        "office": _("office"),
        "online": _("Online:"),
        "district_below": _("See the list of district offices."),
        "result": _("What you get"),
        "laws": _("The law"),
        "sources": _("Sources:"),
    }


def _office() -> dict[str, str]:
    return {
        "offices": _("Offices"),
        "district_offices": _("District offices"),
        "district_offices_intro": _("You go to the office of the district in which you live."),
        "district": _("District"),
        "address": _("Address"),
        "address_unknown": _("The address is not known to us."),
        "reach": _("Phone and web"),
        "hours": _("Opening hours:"),
        "hours_unknown": _("not known to us, ask before you go"),
        "languages": _("Languages spoken:"),
        "languages_unknown": _("not known to us"),
        "wheelchair": _("Wheelchair access:"),
        "map": _("Where the offices are"),
        "map_intro": _(
            "A drawing of the districts, not to find a street by. Districts with an office of this "
            "pack have a strong line; the numbers are those of the offices."
        ),
        "map_missing": _("Not on the drawing, because we do not know their district:"),
        "map_alt": _("Drawing of the city’s districts with the numbers of the offices."),
    }
