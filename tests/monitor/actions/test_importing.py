"""A file of figures is taken over whole or not at all."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from opencity.monitor.actions.importing import import_file
from opencity.monitor.formats.mistakes import BadFile
from opencity.monitor.models import Code, Indicator, Observation, Provenance, Series
from opencity.monitor.queries import in_force, public_figures
from tests.monitor.factories import figures, indicator, series

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HEAD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,unit,Unit of measure,geo,Place,"
    "TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,Flag\n"
)
START = "dataflow,ESTAT:RATE(1.0),Rates,A,Annual,PC,Percentage"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "rate.csv"
    lines = [f"{START},BG,Bulgaria,2023,,50.5,,u,", f"{START},BG,Bulgaria,2024,,,,u,"]
    lines.append(f"{START},AT,Austria,2024,,70.1,,bu,")
    found.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return found


def stored():
    rows = in_force().order_by("series__key", "period")
    return [(row.series.key, row.period, row.value, row.flags) for row in rows]


def test_figures_come_in_with_flags_series_names_and_origin(file):
    row = indicator(dataset="RATE")
    line = series(row)

    found = import_file(actor=None, path=file, dataset="rate")

    assert (found.recorded.new, found.series_made, found.is_new) == (3, 1, False)
    assert stored() == [
        ("A.AT.PC", "2024", Decimal("70.1"), "BU"),
        ("A.BG.PC", "2023", Decimal("50.5"), "U"),
        ("A.BG.PC", "2024", None, "MU"),
    ]
    assert Series.objects.get(key="A.AT.PC").role == "part"
    assert line.observations.count() == 2
    assert Code.objects.get(dimension="REF_AREA", code="AT").name == {"en": "Austria"}
    origin = Provenance.objects.get()
    content = file.read_bytes()
    assert origin.original_hash == hashlib.sha256(content).hexdigest()
    assert origin.original.read() == content


def test_a_second_import_of_the_same_file_changes_nothing(file):
    indicator(dataset="rate")
    import_file(actor=None, path=file, dataset="rate")

    again = import_file(actor=None, path=file, dataset="rate")

    assert (again.recorded.new, again.recorded.changed, again.recorded.same) == (0, 0, 3)
    assert Observation.objects.count() == 3


def test_a_dry_run_tells_the_difference_and_keeps_nothing(file):
    figures(series(indicator(dataset="rate")), {"2023": "49"})
    said = StringIO()

    call_command("monitor", "import", str(file), dataset="rate", dry_run=True, stdout=said)

    lines = said.getvalue().splitlines()
    assert lines[0].startswith("rate: 2 figures would be new, 1 would be changed, 0 as they were")
    assert lines[1] == "  A.BG.PC 2023: 49 -> 50.5 U"
    assert (stored(), Series.objects.count()) == ([("A.BG.PC", "2023", Decimal(49), "")], 1)


def test_one_mistake_at_the_end_leaves_everything_as_it_was(file):
    indicator(dataset="rate")
    with file.open("a", encoding="utf-8") as target:
        target.write(f"{START},BG,Bulgaria,2025,,half,,,\n")

    with pytest.raises(BadFile) as refusal:
        import_file(actor=None, path=file, dataset="rate")

    assert (refusal.value.mistakes[0].line, refusal.value.mistakes[0].column) == (5, "OBS_VALUE")
    assert (Observation.objects.count(), Series.objects.count()) == (0, 0)
    assert Provenance.objects.count() == 0
    assert not Path(settings.MEDIA_ROOT).exists()


def test_a_data_set_that_nobody_described_becomes_a_draft(file):
    found = import_file(actor=None, path=file, dataset="rate")

    assert (found.is_new, found.indicator.live) == (True, False)
    assert (in_force().count(), public_figures().count()) == (3, 0)
    assert Indicator.objects.get().summary == {"en": "Figures of the data set ESTAT:RATE(1.0)."}


def test_labels_alone_are_enough_where_they_are_known(tmp_path):
    indicator(dataset="rate")
    file = tmp_path / "labels.csv"
    file.write_text(
        "DATAFLOW,LAST UPDATE,freq,citizen,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:RATE(1.0),13/03/25 23:00:00,Annual,Reporting country,Percentage,Females,"
        "Bulgaria,2024,49.5,\n",
        encoding="utf-8",
    )

    import_file(actor=None, path=file, dataset="rate")

    assert stored() == [("A.BG.F.NAT.PC", "2024", Decimal("49.5"), "")]


def test_the_command_names_what_is_wrong(tmp_path):
    file = tmp_path / "wrong.csv"
    file.write_text(HEAD + f"{START},BG,Bulgaria,2024,,1,,xx,\n", encoding="utf-8")

    with pytest.raises(CommandError, match="2, OBS_FLAG"):
        call_command("monitor", "import", str(file), dataset="rate")
    with pytest.raises(CommandError):
        call_command("monitor", "import", str(tmp_path / "none.csv"), dataset="rate")
    assert Indicator.objects.count() == 0


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("FREQ,REF_AREA,AGE,period,value", "A,BG,PC,2024,1"),
        ("FREQ,GEO,REF_AREA,UNIT,period,value", "A,BG,AT,PC,2024,1"),
    ],
)
def test_codes_of_other_dimensions_do_not_find_a_series(tmp_path, head, line):
    series(indicator(dataset="rate"))
    file = tmp_path / "other.csv"
    file.write_text(f"{head}\n{line}\n", encoding="utf-8")

    with pytest.raises(BadFile):
        import_file(actor=None, path=file, dataset="rate")
    assert Observation.objects.count() == 0
