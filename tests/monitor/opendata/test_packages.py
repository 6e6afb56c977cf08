"""CSVW and data packages: their own validators accept them with the data, and find faults."""

from __future__ import annotations

import csv
import datetime
import io
import json
import warnings
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest
from csvw import CSVW
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opencity.core.texts import languages
from opencity.monitor.actions import NewFigure, record
from opencity.monitor.models import Code, IndicatorVersion, Release
from opencity.monitor.opendata.csvw import variable
from tests.monitor.factories import figures, indicator, provenance, series, text

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/monitor/"
SITE = "http://127.0.0.1:8000"
NOTE = 'A "note", with\na line, =1+1 and “ю”'


@pytest.fixture
def rate():
    """An indicator with figures of every kind, in series with other dimensions."""
    row = indicator(caveats=text("Caveats"))
    Code.objects.create(dimension="REF_AREA", code="BG", name=text("Bulgaria"), is_total=True)
    line = series(row)
    record(
        actor=None,
        provenance=provenance(),
        figures=[
            NewFigure(line, "2022", Decimal("-50.25"), "U", Decimal(-60), Decimal("-40.5"), 1200),
            NewFigure(line, "2023", None, "CU", note={"en": NOTE}),
            NewFigure(line, "2024-Q3", Decimal("0.000001"), "BEP"),
        ],
    )
    figures(series(row, "peer", REF_AREA="AT", AGE="Y15-64"), {"2024-07": "61.5"})
    figures(series(indicator("other"), CITIZEN="FOR"), {"2024": "7"}, provenance=provenance("Else"))
    return row


def unpacked(client, folder: Path, asked: str = "") -> Path:
    answer = client.get(f"{ADDRESS}datapackage.zip{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    ZipFile(io.BytesIO(answer.content)).extractall(folder)
    return folder


def csvw_faults(folder: Path, caplog) -> list[str]:
    """Return what the validator warns of, logs of cells, or raises."""
    caplog.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            found = CSVW(str(folder / "csv-metadata.json"), validate=True)
            is_valid = found.is_valid
        except ValueError as error:
            return [str(error)]
    told = [record.getMessage() for record in caplog.records if record.name.startswith("csvw")]
    return told + ([] if is_valid else [str(fault.message) for fault in found.warnings])


def package_faults(folder: Path) -> list[list[str]]:
    return frictionless.validate(str(folder / "datapackage.json")).flatten(["type", "fieldName"])


ASKED = ["", "?series=rate", "?series=rate/A.BG.PC&start=2023&end=2024", "?series=rate/A.XX.PC"]


@pytest.mark.parametrize("asked", ASKED)
def test_their_validators_accept_metadata_and_data(client, rate, tmp_path, caplog, asked):
    folder = unpacked(client, tmp_path, asked)

    assert csvw_faults(folder, caplog) == []
    assert package_faults(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (",-50.25,", ",many,", ["type-error"]),
        (",A,BG,", ",A,XX,", ["foreign-key"]),
        (",2023,", ",2022,", ["primary-key"]),
        (",2023,", ",soon,", ["constraint-error"]),
        ("period,value", "value,period", ["incorrect-label", "incorrect-label"]),
    ],
)
def test_the_validators_do_find_faults(client, rate, tmp_path, caplog, old, new, kinds):
    folder = unpacked(client, tmp_path, "?series=rate")
    file = folder / "observations.csv"
    content = file.read_bytes().decode()
    assert old in content
    file.write_bytes(content.replace(old, new).encode())

    found = [kind for kind, _field in package_faults(folder)]
    assert found[: len(kinds)] == kinds
    assert csvw_faults(folder, caplog) != []


def test_a_package_holds_the_same_csv_as_the_api(client, rate, tmp_path):
    folder = unpacked(client, tmp_path, "?series=rate")

    assert sorted(path.name for path in folder.iterdir()) == [
        *("codes-age.csv", "codes-freq.csv", "codes-ref_area.csv", "codes-unit.csv"),
        *("csv-metadata.json", "datapackage.json", "indicators.csv", "observations.csv"),
    ]
    answer = client.get(f"{ADDRESS}observations?series=rate&format=csv")
    assert answer.getvalue() == (folder / "observations.csv").read_bytes()
    for dimension in ("AGE", "FREQ", "REF_AREA", "UNIT"):
        codes = client.get(f"{ADDRESS}codes.csv?series=rate&dimension={dimension}").getvalue()
        assert codes == (folder / f"codes-{dimension.lower()}.csv").read_bytes()
    named = client.get(f"{ADDRESS}indicators.csv?series=rate").getvalue()
    assert named == (folder / "indicators.csv").read_bytes()


@pytest.mark.parametrize("name", ["csv-metadata.json", "datapackage.json"])
def test_by_addresses_they_say_the_same_as_in_a_file(client, rate, tmp_path, name):
    folder = unpacked(client, tmp_path, "?series=rate&end=2024")
    body = client.get(f"{ADDRESS}{name}?series=rate&end=2024").content.decode()
    query = "series=rate&end=2024"
    for table, path in {
        "observations": f"observations?{query}&format=csv",
        "indicators": f"indicators.csv?{query}",
        **{
            f"codes-{each.lower()}": f"codes.csv?{query}&dimension={each}"
            for each in ("AGE", "FREQ", "REF_AREA", "UNIT")
        },
    }.items():
        assert client.get(f"{ADDRESS}{path}").status_code == 200
        body = body.replace(f'"{SITE}{ADDRESS}{path}"', f'"{table}.csv"')

    body = body.replace('"scheme": "http"', '"scheme": "file"')
    assert json.loads(body) == json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_csv_says_where_it_is_described(client, rate):
    answer = client.get(f"{ADDRESS}observations?series=rate&format=csv&start=2022")
    address = f"{ADDRESS}csv-metadata.json?series=rate&start=2022"
    assert answer["Link"] == f'<{address}>; rel="describedby"; type="application/csvm+json"'
    assert client.get(address)["Content-Type"] == "application/csvm+json; charset=utf-8"


def test_columns_say_what_they_hold(client, rate):
    found = client.get(f"{ADDRESS}csv-metadata.json?series=rate").json()
    columns = {each["name"]: each for each in found["tables"][0]["tableSchema"]["columns"]}

    area = columns["REF_AREA"]
    assert area["propertyUrl"] == "http://purl.org/linked-data/sdmx/2009/dimension#refArea"
    assert area["valueUrl"] == f"{SITE}{ADDRESS}codes.csv?dimension=REF_AREA#{{REF_AREA}}"
    assert set(area["titles"]) == {"und", *languages.codes()}
    assert (area["titles"]["und"], area["required"]) == ("REF_AREA", True)
    assert columns["value"]["datatype"] == "decimal"
    assert columns["flags"]["separator"] == " "


def test_codes_have_their_names_in_every_language(client, rate):
    answer = client.get(f"{ADDRESS}codes.csv?series=rate&dimension=REF_AREA").getvalue().decode()
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(answer))}

    assert [(rows["BG"][f"name_{code}"], rows["AT"][f"name_{code}"]) for code in ("bg", "en")] == [
        ("Bulgaria bg", ""),
        ("Bulgaria", ""),
    ]
    assert (rows["BG"]["is_total"], rows["AT"]["is_total"]) == ("true", "")
    ages = client.get(f"{ADDRESS}codes.csv?series=rate&dimension=AGE").getvalue().decode()
    assert "_Z,,неприложимо,does not apply," in ages


def test_a_package_says_whose_the_figures_are(client, rate):
    IndicatorVersion.objects.filter(indicator=rate).update(licence="CC0 1.0")
    one = client.get(f"{ADDRESS}datapackage.json?series=rate").json()
    every = client.get(f"{ADDRESS}datapackage.json").json()

    assert (one["name"], one["title"]) == ("rate", "Title of rate")
    assert one["description"] == "Summary of rate\n\nConcept\n\nCaveats"
    assert one["homepage"] == f"{SITE}/en/monitor/rate/"
    assert [each["name"] for each in one["licenses"]] == ["CC0-1.0"]
    assert [each["name"] for each in every["licenses"]] == ["CC-BY-4.0"]
    assert [each["title"] for each in one["sources"]] == ["A report"]
    assert [each["title"] for each in every["sources"]] == ["A report", "Else"]


def test_the_reader_s_language_changes_nothing(client, rate):
    for path in ("csv-metadata.json", "datapackage.json", "datapackage.zip", "indicators.csv"):
        answers = [
            client.get(f"{ADDRESS}{path}", headers={"Accept-Language": code})
            for code in ("bg", "ar")
        ]
        one, other = (
            answer.getvalue() if answer.streaming else answer.content for answer in answers
        )
        assert (path, one == other) == (path, True)
        assert answers[0]["Surrogate-Language"] == "any"


def test_nothing_under_embargo_or_of_drafts_is_given_out(client, rate, tmp_path):
    figures(series(indicator("unpublished", live=False)), {"2024": "77.7"})
    moment = timezone.now() + datetime.timedelta(hours=1)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=moment)
    soon = provenance("Secret report")
    figures(rate.series.get(key="A.BG.PC"), {"2025": "88.8"}, release=release, provenance=soon)

    folder = unpacked(client, tmp_path)
    for path in folder.iterdir():
        content = path.read_text(encoding="utf-8")
        for word in ("77.7", "88.8", "unpublished", "UNPUBLISHED", "Secret"):
            assert (path.name, word in content) == (path.name, False)
    answer = client.get(f"{ADDRESS}datapackage.json?as_of={moment.date()}T23:59:59Z")
    assert "Secret" not in answer.content.decode()
    assert int(answer["Surrogate-Control"].removeprefix("max-age=")) <= 3600


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("datapackage.json?series=nothing", 404),
        ("csv-metadata.json?as_of=soon", 422),
        ("codes.csv?dimension=NOTHING", 404),
        ("codes.csv", 422),
        ("datapackage.zip?start=x", 422),
    ],
)
def test_what_cannot_be_given_is_named(client, rate, path, status):
    answer = client.get(f"{ADDRESS}{path}")
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_queries_do_not_grow_with_series_and_figures(client, rate, django_assert_num_queries):
    for path in ("csv-metadata.json?series=rate", "datapackage.zip?series=rate"):
        with CaptureQueriesContext(connection) as few:
            client.get(f"{ADDRESS}{path}")
        for area in ("RO", "GR", "TR"):
            line = series(rate, "part", REF_AREA=f"{area}{path[0].upper()}")
            figures(line, {str(year): "1" for year in range(2000, 2020)})
        with django_assert_num_queries(len(few)):
            client.get(f"{ADDRESS}{path}")


def test_the_same_figures_make_the_same_file(client, rate):
    one, other = (client.get(f"{ADDRESS}datapackage.zip").content for _time in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("name", "spelt"), [("REF_AREA", "REF_AREA"), ("A-B$", "A%2DB%24"), ("_X", "%5FX")]
)
def test_names_of_columns_are_variables_of_uri_templates(name, spelt):
    assert variable(name) == spelt
