"""SDMX-ML needs an optional package; without it the message says what to do."""

import builtins
from decimal import Decimal
from io import BytesIO

import pytest

from opencity.monitor.formats import sdmx_ml, writing
from opencity.monitor.formats.rows import Row
from opencity.monitor.methods.figures import Flag

from .files import refusal, rows_of

SPECIFIC = """<?xml version="1.0" encoding="UTF-8"?>
<mes:StructureSpecificData
  xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
  xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
  xmlns:x="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ESTAT:X(1.0):ObsLevelDim:TIME_PERIOD"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <mes:Header>
    <mes:ID>T</mes:ID><mes:Test>false</mes:Test>
    <mes:Prepared>2025-01-01T00:00:00</mes:Prepared><mes:Sender id="ESTAT"/>
    <mes:Structure structureID="X" dimensionAtObservation="TIME_PERIOD"
      namespace="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ESTAT:X(1.0):ObsLevelDim:TIME_PERIOD">
      <com:StructureUsage>
        <Ref agencyID="ESTAT" id="X" version="1.0" class="Dataflow"/>
      </com:StructureUsage>
    </mes:Structure>
  </mes:Header>
  <mes:DataSet ss:structureRef="X" xsi:type="x:DataSetType" ss:dataScope="DataStructure"
    action="Replace">
    <Series freq="A" geo="BG">
      <Obs TIME_PERIOD="2023" OBS_VALUE="44.8"/>
      <Obs TIME_PERIOD="2024" OBS_VALUE="50.9" OBS_FLAG="bu"/>
    </Series>
    <Series freq="A" geo="AT"><Obs TIME_PERIOD="2024" OBS_VALUE="NaN" OBS_FLAG="u"/></Series>
  </mes:DataSet>
</mes:StructureSpecificData>
"""


def row(area, period, value, *flags):
    return Row(0, "ESTAT:X(1.0)", {"FREQ": "A", "GEO": area}, period, value, frozenset(flags))


@pytest.fixture
def pysdmx():
    return pytest.importorskip("pysdmx.io", reason="pysdmx[data,xml] is not installed")


def test_a_message_gives_its_rows(pysdmx):
    assert rows_of(SPECIFIC) == [
        row("BG", "2023", Decimal("44.8")),
        row("BG", "2024", Decimal("50.9"), Flag.BREAK, Flag.LOW_RELIABILITY),
        row("AT", "2024", None, Flag.LOW_RELIABILITY),
    ]


def test_an_attribute_that_changes_values_is_refused(pysdmx):
    content = SPECIFIC.replace('geo="BG"', 'geo="BG" UNIT_MULT="3"')
    assert refusal(content) == [
        (
            1,
            "UNIT_MULT",
            "The column “UNIT_MULT” is unknown: delete it; dimensions stand before OBS_VALUE.",
        )
    ]


def test_other_xml_is_refused(pysdmx):
    ((line, column, reason),) = refusal("<html><body>Error 404</body></html>")
    assert (line, column) == (0, "")
    assert reason.startswith("The message is no SDMX-ML data that can be read (")


def test_pysdmx_reads_our_sdmx_csv_to_the_same_values(pysdmx):
    rows = [row("BG", "2023", Decimal("44.8")), row("AT", "2024", None, Flag.LOW_RELIABILITY)]
    content = "".join(writing.sdmx_csv(rows, ["FREQ", "GEO"]))
    (dataset,) = pysdmx.read_sdmx(BytesIO(content.encode())).data
    assert dataset.short_urn == "Dataflow=ESTAT:X(1.0)"
    columns = ["FREQ", "GEO", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    assert dataset.data[columns].to_numpy().tolist() == [
        ["A", "BG", "2023", "44.8", ""],
        ["A", "AT", "2024", "", "u"],
    ]


def test_without_pysdmx_the_message_says_what_to_do(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **options):
        if name.startswith("pysdmx"):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert refusal(SPECIFIC) == [
        (
            0,
            "",
            "SDMX-ML needs the package pysdmx[data,xml]: install it, or fetch SDMX-CSV.",
        )
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>',
            "The message declares entities or is not UTF-8: fetch it as SDMX-CSV.",
        ),
        ("<x>" + " " * 200, "The message is larger than 0 MB: fetch it as SDMX-CSV."),
    ],
)
def test_messages_that_are_not_opened(content, reason, monkeypatch):
    monkeypatch.setattr(sdmx_ml, "MAX_BYTES", 100)
    assert refusal(content) == [(0, "", reason)]
