"""The tables of figures and of codes, described once for every kind of description.

A description says of each column what it holds in the words of people, of programs, and of the
SDMX vocabularies of the RDF Data Cube (https://www.w3.org/TR/vocab-data-cube/#dsd-cog).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from opencity.core.registries import Label
from opencity.core.texts import languages
from opencity.core.texts.labels import in_every_language
from opencity.monitor.formats import cells, writing
from opencity.monitor.formats.columns import Part
from opencity.monitor.models import Code, Indicator
from opencity.monitor.opendata.selection import ADDRESS, Selection
from opencity.monitor.publishing import NOT_APPLICABLE, Sheet, dataset_of

FIGURES = "observations"
INDICATORS = "indicators"

_DIMENSION = "http://purl.org/linked-data/sdmx/2009/dimension#"
_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"
_PERIOD = r"[0-9]{4}(-(0[1-9]|1[0-2]|S[12]|Q[1-4]))?"


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    LETTERS = "letters with spaces between"
    YES_NO = "yes or no"


@dataclass(frozen=True)
class Column:
    """A column; ``codes`` is the table whose key its cells name, ``property`` its meaning."""

    name: str
    label: Label | Mapping[str, str]
    kind: Kind = Kind.TEXT
    is_required: bool = False
    pattern: str = ""
    property: str = ""
    codes: str = ""
    language: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its key; ``path`` is its address on the site, ``lines`` gives it as CSV."""

    name: str
    title: Label
    columns: Sequence[Column]
    key: Sequence[str]
    path: str
    lines: Callable[[], Iterator[str]]


_FIGURE_COLUMNS = {
    Part.DATASET: Column(
        Part.DATASET,
        _("Data set"),
        is_required=True,
        property="http://purl.org/linked-data/cube#dataSet",
        codes=INDICATORS,
    ),
    Part.PERIOD: Column(
        Part.PERIOD,
        _("Period"),
        is_required=True,
        pattern=_PERIOD,
        property=f"{_DIMENSION}timePeriod",
    ),
    Part.VALUE: Column(Part.VALUE, _("Value"), Kind.NUMBER, property=f"{_MEASURE}obsValue"),
    Part.FLAGS: Column(
        Part.FLAGS,
        _("Status: letters of SDMX’s list CL_OBS_STATUS"),
        Kind.LETTERS,
        pattern="[A-Z]",
        property=f"{_ATTRIBUTE}obsStatus",
    ),
    Part.LOW: Column(Part.LOW, _("Lower bound of the 95 % interval"), Kind.NUMBER),
    Part.HIGH: Column(Part.HIGH, _("Upper bound of the 95 % interval"), Kind.NUMBER),
    Part.SAMPLE_SIZE: Column(Part.SAMPLE_SIZE, _("People asked"), Kind.WHOLE),
    Part.CONFIDENTIALITY: Column(
        Part.CONFIDENTIALITY,
        _("Confidentiality: a letter of SDMX’s list CL_CONF_STATUS"),
        pattern="[A-Z]",
        property=f"{_ATTRIBUTE}confStatus",
    ),
    Part.NOTE: Column(
        Part.NOTE, _("Note"), property="http://www.w3.org/2000/01/rdf-schema#comment"
    ),
}
_DIMENSIONS = {
    "FREQ": (_("How often"), f"{_DIMENSION}freq"),
    "REF_AREA": (_("Place"), f"{_DIMENSION}refArea"),
    "SEX": (_("Sex"), f"{_DIMENSION}sex"),
    "AGE": (_("Age"), f"{_DIMENSION}age"),
    "CITIZEN": (_("Citizenship"), ""),
    "C_BIRTH": (_("Country of birth"), ""),
    "UNIT": (_("Unit"), f"{_ATTRIBUTE}unitMeasure"),
}


def tables(chosen: Selection) -> list[Table]:
    """Return the table of figures, then those of the indicators and codes that it names."""
    sheet = Sheet(list(chosen.series.values()))
    figures = Table(
        FIGURES,
        _("Figures of the monitor"),
        [_figure_column(name) for name in writing.plain_columns(sheet.dimensions)],
        [Part.DATASET, *sheet.dimensions, Part.PERIOD],
        f"{ADDRESS}observations{chosen.asked.query(format='csv')}",
        lambda: writing.plain_csv(
            sheet.rows(chosen.figures.iterator(chunk_size=2_000)), sheet.dimensions
        ),
    )
    return [figures, _indicators(chosen), *(_codes(chosen, name) for name in sheet.dimensions)]


def codes_name(dimension: str) -> str:
    """Return the name of the table that holds the codes of a dimension."""
    return f"codes-{dimension.lower()}"


def code_list(dimension: str) -> str:
    """Return the full address of a dimension's code list."""
    return f"{settings.SITE_URL}{ADDRESS}codes.csv?{urlencode({'dimension': dimension})}"


def _figure_column(name: str) -> Column:
    if name in _FIGURE_COLUMNS:
        return _FIGURE_COLUMNS[Part(name)]
    label, known = _DIMENSIONS.get(name, (name, ""))
    return Column(
        name,
        label,
        is_required=True,
        property=known or code_list(name),
        codes=codes_name(name),
    )


def _indicators(chosen: Selection) -> Table:
    rows = list({row.indicator_id: row.indicator for row in chosen.series.values()}.values())
    titles = [
        Column(f"title_{_word(code)}", _("Title"), language=code) for code in languages.codes()
    ]
    header = [
        Column("dataset", _("Data set"), is_required=True),
        Column("code", _("Code")),
        *titles,
    ]

    def lines() -> Iterator[str]:
        return _csv(header, (_indicator(row) for row in rows))

    address = f"{ADDRESS}indicators.csv{chosen.asked.query()}"
    return Table(INDICATORS, _("Indicators"), header, ["dataset"], address, lines)


def _indicator(row: Indicator) -> list[str]:
    return [dataset_of(row), row.code, *(row.title.get(code, "") for code in languages.codes())]


def _codes(chosen: Selection, dimension: str) -> Table:
    names = [Column(f"name_{_word(code)}", _("Name"), language=code) for code in languages.codes()]
    header = [
        Column("code", _("Code"), is_required=True),
        Column("is_total", _("Total: all codes of the list together"), Kind.YES_NO),
        *names,
    ]

    def lines() -> Iterator[str]:
        return _csv(header, codes_of(chosen, dimension))

    address = f"{ADDRESS}codes.csv{chosen.asked.query(dimension=dimension)}"
    label = _DIMENSIONS.get(dimension, (dimension, ""))[0]
    return Table(codes_name(dimension), label, header, ["code"], address, lines)


def codes_of(chosen: Selection, dimension: str) -> Iterator[list[str]]:
    """Yield the codes that the chosen series have for a dimension, with their names."""
    used = {row.dimensions.get(dimension, NOT_APPLICABLE) for row in chosen.series.values()}
    known = {row.code: row for row in Code.objects.filter(dimension=dimension, code__in=used)}
    for code in sorted(used, key=lambda code: (known[code].order if code in known else 0, code)):
        row = known.get(code)
        total = "" if row is None else str(row.is_total).lower()
        names = row.name if row else _unnamed(code)
        yield [code, total, *(names.get(language, "") for language in languages.codes())]


def _unnamed(code: str) -> dict[str, str]:
    return in_every_language(_("does not apply")) if code == NOT_APPLICABLE else {}


def _csv(header: Sequence[Column], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    gathered = StringIO(newline="")
    writer = csv.writer(gathered)
    writer.writerow([column.name for column in header])
    for line in lines:
        writer.writerow([cells.guarded(text) for text in line])
    yield gathered.getvalue()


def _word(language: str) -> str:
    """Return a language's code as a part of a name, in which hyphens may not stand."""
    return language.replace("-", "_")
