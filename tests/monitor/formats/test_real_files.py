"""Files as Eurostat publishes them; they lie beside the checkout and are no part of it."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from opencity.monitor.formats import writing
from opencity.monitor.formats.reading import read
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of

PLACES = [parent / "shared/data/eurostat" for parent in Path(__file__).resolve().parents]
FOLDER = next((place for place in PLACES if place.is_dir()), None)

pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="no files of Eurostat in ../shared/data/eurostat"
)


def code_lists():
    """Return codes by label for the file that holds labels alone."""
    with (FOLDER / "demo_poppcctz.sdmx1.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    return {
        name.upper(): {
            label: f"{name.upper()}_{number}"
            for number, label in enumerate(sorted({line[name] for line in lines}))
        }
        for name in ("citizen", "age", "unit", "sex", "geo")
    } | {"FREQ": {"Annual": "A"}}


def test_employment_rates_with_labels_and_flags():
    with read(FOLDER / "lfsa_ergan.sdmx2.csv", dataset="lfsa_ergan") as reading:
        rows = list(reading)
    assert len(rows) == 7983
    assert reading.dataset == "ESTAT:LFSA_ERGAN(1.0)"
    assert reading.dimensions == ("FREQ", "UNIT", "SEX", "AGE", "CITIZEN", "GEO")
    assert Counter("".join(sorted(row.flags)) for row in rows) == {
        "": 6378,
        "B": 1135,
        "U": 324,
        "BU": 74,
        "D": 54,
        "BD": 18,
    }
    assert sum(row.value is None for row in rows) == 188
    assert reading.labels["CITIZEN"] == {
        "FOR": "Foreign country",
        "NAT": "Reporting country",
        "TOTAL": "Total",
    }
    assert reading.names["GEO"] == "Geopolitical entity (reporting)"


def test_temporary_protection_by_month():
    rows = rows_of((FOLDER / "migr_asytpsm.sdmx2.csv").read_bytes())
    assert len(rows) == 1136
    assert (rows[0].period, rows[0].value, rows[0].dimensions["GEO"]) == (
        "2022-07",
        Decimal(73785),
        "AT",
    )


def test_population_structure_with_labels_alone():
    content = (FOLDER / "demo_poppcctz.sdmx1.csv").read_bytes()
    with read(FOLDER / "demo_poppcctz.sdmx1.csv", codes=code_lists()) as reading:
        rows = list(reading)
    assert len(rows) == 1737
    assert reading.updated == "13/03/25 23:00:00"
    assert reading.labels["SEX"] == {"SEX_0": "Females", "SEX_1": "Males", "SEX_2": "Total"}
    assert sum(row.flags == {Flag.BREAK, Flag.ESTIMATED, Flag.PROVISIONAL} for row in rows) == 33
    assert {column for _line, column, _reason in refusal(content)} == {"citizen"}


@pytest.mark.parametrize("name", ["lfsa_ergan.sdmx2.csv", "migr_asytpsm.sdmx2.csv"])
def test_import_export_import_changes_nothing(name):
    with read(FOLDER / name) as reading:
        rows = list(reading)
        content = "".join(writing.sdmx_csv(rows, reading.dimensions))
    assert rows_of(content) == rows
    with (FOLDER / name).open(newline="") as file:
        published = [
            (line["geo"], line["TIME_PERIOD"], line["OBS_VALUE"], line["OBS_FLAG"])
            for line in csv.DictReader(file)
        ]
    assert [
        (line["GEO"], line["TIME_PERIOD"], line["OBS_VALUE"], line["OBS_FLAG"])
        for line in csv.DictReader(content.splitlines())
    ] == published
