"""What the public pages of the openness index show, in at most eight queries each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from opencity.core.texts import read
from opencity.core.texts.notices import text_notice
from opencity.monitor import index_words, own_figures, pictures, queries
from opencity.monitor.enums import Role
from opencity.monitor.handed_in import inputs_of
from opencity.monitor.index.choices import Comparison, Scale
from opencity.monitor.index.framework import Node
from opencity.monitor.index.inputs import Inputs
from opencity.monitor.models import Code, Domain, IndexRun, Indicator, Series
from opencity.monitor.pages import Context, crumbs

_FEWEST_PLACES = 3
Json = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """Names in the reader's language, where the monitor has them."""

    places: Mapping[str, str]
    parts: Mapping[str, str]

    def label(self, unit: Json) -> str:
        """Return the name of a place, or of the year where years are compared."""
        if unit.get("time"):
            return str(unit["time"])
        return self.places.get(unit["code"], unit["name"])

    def part(self, node: Node) -> str:
        """Return the name of an indicator or a pillar."""
        return self.parts.get(node.code, node.name)


def index_page_context(asked: QueryDict) -> Context:
    """The newest public run, or why there is none."""
    run = queries.public_run()
    if run is None:
        return {"crumbs": crumbs(), "run": None, **_lacking()}
    return _run_context(run, asked)


def index_run_context(pk: int, asked: QueryDict) -> Context:
    """One public run."""
    run = queries.public_runs().filter(pk=pk).first()
    if run is None:
        raise Http404(_("There is no such public run of the index."))
    return _run_context(run, asked)


def _lacking() -> Context:
    """Tell for which indicators there are figures to compare, and that it is not enough."""
    rows = own_figures.choosable()
    places: dict[int, set[str]] = {}
    for series in Series.objects.filter(indicator__in=rows, role__in=[Role.HEADLINE, Role.PEER]):
        places.setdefault(series.indicator_id, set()).add(series.dimensions.get("REF_AREA", ""))
    several = [row for row in rows if len(places.get(row.pk, ())) >= _FEWEST_PLACES]
    release = queries.next_release()
    return {
        "number": len(rows),
        "comparable": several,
        "next_release": release.public_from if release else None,
        **text_notice(several),
    }


def _run_context(run: IndexRun, asked: QueryDict) -> Context:
    given = inputs_of(recipe=run.recipe_yaml, framework=run.framework_csv, data=run.data_csv)
    names = _names(run, given)
    rows = _rows(run, names)
    chosen = _chosen(run, rows, asked.get("unit", ""))
    over_time = given.recipe.comparison == Comparison.PERIODS
    others = list(queries.public_runs().defer(*queries.LARGE_FIELDS))
    return {
        "crumbs": crumbs(),
        "next_release": None,
        "run": run,
        "over_time": over_time,
        "is_newest": bool(others) and others[0].pk == run.pk,
        "newest": others[0] if others else run,
        "others": [row for row in others if row.pk != run.pk],
        "rows": rows,
        "most_ranks": pictures.MOST_RANKS,
        "chart": _ranks_chart(run, rows),
        "chosen": chosen,
        "answer": _answer(chosen, rows, over_time=over_time),
        **_profile(run, given, names, chosen),
        "sensitivity": _sensitivity(run.results),
        "what_if": _what_if(run, given, names, chosen),
        "steps": index_words.steps(given.recipe),
        "dropped": [each["unit"] for each in run.results["dropped"]],
        "selection": _selection(run, names),
        "pillars": [
            {
                "name": names.part(node),
                "parts": [names.part(child) for child in given.framework.children[node.code]],
            }
            for node in given.framework.aggregates
            if node.level == 2
        ],
        **text_notice([run]),
    }


def _names(run: IndexRun, given: Inputs) -> Names:
    """Return names in the reader's language for runs from the monitor's own figures."""
    if not run.selection:
        return Names({}, {})
    places = Code.objects.filter(
        dimension="REF_AREA", code__in={unit.code for unit in given.data.units}
    )
    start = len(own_figures.PILLAR)
    pillars = [node.code for node in given.framework.aggregates]
    domains = Domain.objects.filter(code__in=[code[start:] for code in pillars])
    rows = Indicator.objects.live().filter(
        code__in=[node.code for node in given.framework.indicators]
    )
    parts = {own_figures.PILLAR + row.code: read(row.name).text for row in domains}
    parts |= {row.code: read(row.title).text for row in rows}
    return Names({row.code: read(row.name).text for row in places}, parts)


def _rows(run: IndexRun, names: Names) -> list[Json]:
    own = run.selection.get("own", "")
    return [
        {
            "key": _key(unit),
            "label": names.label(unit),
            "rank": unit["rank"],
            "low": unit["rank_low"],
            "high": unit["rank_high"],
            "kept": None if unit["rank_kept"] is None else round(100 * unit["rank_kept"]),
            "score": unit["score"],
            "is_own": bool(own) and unit["code"] == own,
            "unit": unit,
        }
        for unit in run.results["units"]
    ]


def _key(unit: Json) -> str:
    return f"{unit['code']} {unit['time']}" if unit.get("time") else str(unit["code"])


def _chosen(run: IndexRun, rows: Sequence[Json], asked: str) -> Json:
    """Return the place asked for, else the city's own, else the newest year or the first place."""
    found = [row for row in rows if row["key"] == asked] or [row for row in rows if row["is_own"]]
    if found:
        return found[0]
    return max(rows, key=lambda row: (row["unit"].get("time", ""), -rows.index(row)))


def _ranks_chart(run: IndexRun, rows: Sequence[Json]) -> Any:
    title = read(run.title).text
    return pictures.of_ranks(rows, title=title, description=_("Ranks with their intervals"))


def _answer(chosen: Json, rows: Sequence[Json], *, over_time: bool) -> list[str]:
    if not chosen["rank"]:
        return [_("%(name)s has too few figures for a score.") % {"name": chosen["label"]}]
    ranked = [row for row in rows if row["rank"]]
    near = [
        row
        for row in ranked
        if row is not chosen and row["low"] <= chosen["high"] and chosen["low"] <= row["high"]
    ]
    said = [
        index_words.standing(chosen, len(ranked), over_time=over_time),
        index_words.overlap(len(near)),
    ]
    if not chosen["low"] <= chosen["rank"] <= chosen["high"]:
        said.append(
            _("Most of the other ways of counting disagree with the recipe about this rank.")
        )
    return said


def _profile(run: IndexRun, given: Inputs, names: Names, chosen: Json) -> Context:
    """Return the pillars of the chosen place, and their chart where the scale has two ends."""
    rows = [
        {"name": names.part(node), **chosen["unit"]["aggregates"][node.code]}
        for node in given.framework.children[given.framework.top.code]
        if node.code in chosen["unit"]["aggregates"]
    ]
    rule = given.recipe.normalisation
    scores = [row["score"] for row in rows if row["score"] is not None]
    fits = rule.method != Scale.Z_SCORE and all(
        rule.lower <= score <= rule.upper for score in scores
    )
    chart = None
    if rows and scores and fits:
        title = _("Profile: %(name)s") % {"name": chosen["label"]}
        ends = (rule.lower, rule.upper)
        chart = pictures.of_profile(rows, ends, title=title, description=read(run.title).text)
    return {"profile": rows, "profile_chart": chart, "ends": (rule.lower, rule.upper)}


def _sensitivity(outcome: Json) -> Context:
    found = outcome["sensitivity"]
    factors = sorted(
        found["of_mean_shift"].items(),
        key=lambda pair: -(pair[1]["total"]["value"] or 0),
    )
    return {
        "moved": index_words.moved(found["mean_shift"]),
        "most": index_words.hangs_on(factors[0][0], factors[0][1]["total"]) if factors else "",
        "runs": found["runs"],
        "rows": [
            {
                "name": index_words.FACTORS[name],
                "first": index_words.share(each["first"]),
                "total": index_words.share(each["total"]),
            }
            for name, each in factors
        ],
    }


def _what_if(run: IndexRun, given: Inputs, names: Names, chosen: Json) -> list[Json]:
    """Return for each pillar taken out the rank of the chosen place, and who moves most."""
    before = {_key(unit): unit["rank"] for unit in run.results["units"]}
    nodes = {node.code: node for node in given.framework.aggregates}
    found = []
    for each in run.results["what_if"]:
        after = {_key(unit): unit for unit in each["units"]}
        own = after.get(chosen["key"])
        shifts = {
            key: abs(unit["rank"] - before[key])
            for key, unit in after.items()
            if unit["rank"] and before.get(key)
        }
        most = max(shifts, key=lambda key: shifts[key]) if shifts else ""
        found.append(
            {
                "name": names.part(nodes[each["removed"]]),
                "unit": own if own and own["rank"] else None,
                "most": names.label(after[most]) if most and shifts[most] else "",
                "shift": shifts.get(most, 0),
            }
        )
    return found


def _selection(run: IndexRun, names: Names) -> Context | None:
    """Return in words how the data were taken from the monitor's own figures."""
    found = run.selection
    if not found:
        return None
    if found["kind"] == "years":
        told = _("Yearly figures of %(place)s from %(first)s to %(last)s.")
        place = names.places.get(found["place"], found["place"])
        said = told % {"place": place, "first": found["first"], "last": found["last"]}
        return {"rule": said, "cells": []}
    told = _("Of each place and indicator the latest figure from %(first)s to %(last)s.")
    return {
        "rule": told % {"first": found["not_before"], "last": found["year"]},
        "indicators": [names.parts.get(code, code) for code in found["indicators"]],
        "cells": [
            {
                "place": names.places.get(place, place),
                "periods": [found["periods"][place].get(code, "–") for code in found["indicators"]],
            }
            for place in found["places"]
        ],
    }
