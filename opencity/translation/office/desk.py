"""The desk: every text of the site, narrowed and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from opencity.core.texts import languages
from opencity.translation import actions, queries
from opencity.translation.enums import Standing
from opencity.translation.forms import DeskFilter
from opencity.translation.office.screens import DeskScreen


@dataclass(frozen=True)
class Bar:
    """One stretch of a language's coverage: how many texts, from where to how far, in percent."""

    standing: Standing
    number: int
    start: str
    width: str


class DeskView(DeskScreen):
    """Lists texts by language, standing, kind and owner, under the coverage of the languages."""

    template_name = "translation/desk.html"

    def get(self, request: HttpRequest, standing: str = "") -> HttpResponse:
        """Show one page of the list."""
        standing = standing or request.GET.get("standing", "")
        return self.render_to_response(
            self.get_context_data(standing=standing if standing in Standing.values else None)
        )

    def get_context_data(self, *, standing: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """Gather the list, the filter and the coverage; the list is brought up to date first."""
        actions.catch_up()
        form = DeskFilter(self.request.GET, queries.owners())
        chosen = queries.listed(**form.wanted)
        numbers = queries.tally(chosen)
        rows = queries.listed(**form.wanted, standing=standing) if standing else chosen
        page = queries.page_of(rows, self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "standing": standing,
            "is_behind": queries.is_behind(),
            "tabs": self._tabs(numbers, standing),
            "coverage": [
                (code, languages.name(code), bars(counter), sum(counter.values()))
                for code, counter in queries.coverage().items()
            ],
        }

    def _tabs(self, numbers: Counter[Standing], current: str | None) -> list[dict[str, Any]]:
        parameters = self.request.GET.copy()
        for name in ("p", "standing"):
            parameters.pop(name, None)
        tabs: list[tuple[str | None, Any, int]] = [(None, _("all"), sum(numbers.values()))]
        tabs += [(each.value, each.label, numbers[each]) for each in Standing]
        found = []
        for value, label, number in tabs:
            if value:
                parameters["standing"] = value
            address = f"{reverse('translation:index')}?{parameters.urlencode()}"
            found.append(
                {"label": label, "number": number, "url": address, "current": value == current}
            )
        return found


def bars(counter: Mapping[Standing, int]) -> list[Bar]:
    """Return the stretches of a language's bar, from what is done to what is missing."""
    total, start, found = sum(counter.values()) or 1, 0.0, []
    for standing in reversed(Standing):
        number = counter.get(standing, 0)
        width = 100 * number / total
        found.append(Bar(standing, number, f"{start:.2f}", f"{width:.2f}"))
        start += width
    return found
