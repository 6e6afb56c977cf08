"""Files that want harm, or are merely broken, are refused with words, and nothing is changed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from opencity.services.hsds.importing import files, json_records
from opencity.services.models import ExchangedRecord, Service
from tests.services.hsds.records import as_json, foreign, key

pytestmark = pytest.mark.django_db


def refusal(path: Path) -> str:
    """Import and return the complaint, sure that nothing was changed."""
    with pytest.raises(CommandError) as caught:
        call_command("import", "hsds", str(path), "--publish", stdout=io.StringIO())
    assert (Service.objects.count(), ExchangedRecord.objects.count()) == (0, 0)
    told, last = str(caught.value).rsplit("\n", 1)
    assert last == "Nothing was changed."
    return told


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": None}, "name: this field is missing"),
        ({"name": ""}, "name: this field is missing"),
        ({"name": 5}, "name: text belongs here"),
        ({"id": "S01"}, "id: “S01” is no UUID"),
        ({"url": "javascript:alert(1)"}, "url: “javascript:alert(1)” is no web address"),
        ({"email": "me"}, "email: “me” is no e-mail address"),
        ({"minimum_age": "18"}, "minimum_age: a number belongs here"),
        ({"minimum_age": 1e300}, "minimum_age: “1E+300” is no number that could be meant"),
        ({"assured_date": "2026-02-30"}, "assured_date: “2026-02-30” is no day like 2026-01-31"),
        (
            {"last_modified": "yesterday"},
            "last_modified: “yesterday” is no moment like 2026-01-31T08:00:00Z",
        ),
        ({"description": "a\x00b"}, "description: holds a character that no text has"),
        ({"description": "x" * 100_001}, "description: longer than 100,000 characters"),
        ({"phones": {"number": "1"}}, "phones: a list belongs here"),
        ({"phones": ["1"]}, "phones[1]: a phone belongs here, with fields and values"),
        ({"phones": [{"id": key("p")}]}, "phones[1].number: this field is missing"),
    ],
)
def test_a_wrong_value_is_told_by_record_and_field(tmp_path, wrong, told):
    file = as_json(tmp_path, foreign(1), foreign(2, **wrong))

    assert refusal(file) == f"services.json, record 2: {told}"


def test_all_that_is_wrong_is_told_at_once_but_not_without_end(tmp_path):
    few = as_json(tmp_path, foreign(1, url="x"), foreign(2, email="y"))
    assert refusal(few).splitlines() == [
        "services.json, record 1: url: “x” is no web address",
        "services.json, record 2: email: “y” is no e-mail address",
    ]
    many = as_json(tmp_path, *(foreign(number, url="x") for number in range(99)))
    assert len(refusal(many).splitlines()) == 51


def test_a_record_stands_once(tmp_path):
    assert refusal(as_json(tmp_path, foreign(), foreign())) == (
        f"services.json, record 2: id: service “{key('service 1')}” stands here twice, "
        "first in services.json, record 1"
    )


def test_a_service_at_a_location_needs_both(tmp_path):
    tree = foreign()
    del tree["service_at_locations"][0]["location"]
    tree["service_at_locations"][0]["location_id"] = key("nowhere")

    assert refusal(as_json(tmp_path, tree)) == (
        f"services.json, record 1: location_id: there is no such record “{key('nowhere')}”"
    )


def test_a_place_is_on_earth(tmp_path):
    tree = foreign()
    tree["service_at_locations"][0]["location"]["latitude"] = 91

    assert refusal(as_json(tmp_path, tree)) == (
        "services.json, record 1: service_at_locations[1].location.latitude: no such place on earth"
    )


def nested(levels: int) -> str:
    return f'[{{"id": "{key("x")}", "status": "active", "deep": {"[" * levels}{"]" * levels}}}]'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "at its beginning: not JSON in UTF-8"),
        (b"[]", "no record was found"),
        (b"[{]", "at its beginning: not JSON in UTF-8"),
        (b'[{"id": NaN}]', "not JSON in UTF-8"),
        (b'[{"id": 1e99999999999}]', "record 1"),
        (b'[{"name": "\xff"}]', "not JSON in UTF-8"),
        ("[]".encode("utf-16"), "line 1: not UTF-8 (it is UTF-16 or UTF-32)"),
        (b"7", "record 1: a service belongs here, with fields and values"),
        (nested(50).encode(), "record 1: nested more than 16 levels deep"),
        (nested(20_000).encode(), "nested more than 64 levels deep"),
        (b'["]\\"[[", "\\\\", ' + b"[" * 70, "nested more than 64 levels deep"),
        (b'[{"name": "' + b"x" * 2_000_000 + b'"}]', "a field is longer than 1,000,000 bytes"),
        (b'["\\ud800"]', "services.json"),
    ],
)
def test_what_is_no_json_of_records_is_refused(tmp_path, content, told):
    file = tmp_path / "services.json"
    file.write_bytes(content)

    assert told.removeprefix("services.json, ") in refusal(file)


HEAD = "id,name,status,description\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"{HEAD}{key('a')},=cmd(),active,\n", "line 2: name: “=cmd()” is a formula; put an"),
        (f"{HEAD}{key('a')},@SUM(1),active,\n", "line 2: name: “@SUM(1)” is a formula"),
        (f"{HEAD}{key('a')},Name,active\n", "line 2: 3 cells where there are 4 columns"),
        (f"{HEAD}{key('a')},Name,active,\n{key('a')},Other,active,\n", "line 3: id: "),
        (f'{HEAD}{key("a")},"Name,active,\n', "not CSV"),
        ("name,status\nName,active\n", "line 1: there is no column “id”"),
        ("id,name,name\n", "line 1: a column stands here twice"),
        (f"{HEAD},Name,active,\n", "line 2: id: this field is missing"),
        (f"id,name,status,organization_id\n{key('a')},Name,active,x\n", "organization_id: “x”"),
        (f"{HEAD}{key('a')},Name,active,{'x' * 1_100_000}\n", "field larger than field limit"),
        (f"{HEAD}{key('a')},Име,active,\n".encode("cp1251"), "not UTF-8"),
    ],
)
def test_what_is_no_table_of_records_is_refused(tmp_path, content, told):
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "services.csv").write_bytes(data)

    complaint = refusal(tmp_path)
    assert complaint.startswith("services.csv, ")
    assert told in complaint


def test_a_row_that_belongs_to_nothing_is_told(tmp_path):
    (tmp_path / "services.csv").write_text(f"{HEAD}{key('a')},Name,active,\n")
    (tmp_path / "phones.csv").write_text(f"id,number,service_id\n{key('p')},1,{key('b')}\n")

    assert refusal(tmp_path) == (
        f"phones.csv, line 2: service_id: there is no service “{key('b')}”"
    )


def archive(tmp_path: Path, **members: bytes) -> Path:
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return file


@pytest.mark.parametrize(
    "name", ["../services.csv", "/etc/services.csv", "a/../../services.csv", "C:\\services.csv"]
)
def test_an_archive_that_reaches_out_is_refused(tmp_path, name):
    assert "the name leads out of the archive" in refusal(archive(tmp_path, **{name: b"id\n"}))


def test_an_archive_that_swells_is_refused(tmp_path):
    bomb = archive(tmp_path, **{"services.csv": b"0" * 20_000_000})

    assert refusal(bomb) == "package.zip, services.csv: swells more than two hundredfold"


def test_an_archive_with_too_many_files_is_refused(tmp_path):
    many = {f"{number}.csv": b"id\n" for number in range(files.MOST_MEMBERS + 1)}

    assert "more than 500 files" in refusal(archive(tmp_path, **many))


def test_a_damaged_archive_is_refused(tmp_path):
    file = archive(tmp_path, **{"services.csv": f"{HEAD}{key('a')},Name,active,\n".encode() * 50})
    data = bytearray(file.read_bytes())
    data[60:80] = b"\x00" * 20
    file.write_bytes(data)

    assert "the archive is damaged" in refusal(file)


def test_a_link_in_an_archive_is_refused(tmp_path):
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w") as target:
        link = zipfile.ZipInfo("services.csv")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")

    assert "a link, where a file belongs" in refusal(file)


def test_what_is_not_there_is_told(tmp_path):
    assert refusal(tmp_path / "gone.json").endswith("there is no such file or folder")
    assert "no file ends with" in refusal(tmp_path)


def test_tables_and_json_are_not_mixed(tmp_path):
    as_json(tmp_path, foreign())
    (tmp_path / "services.csv").write_text(HEAD)

    assert refusal(tmp_path).endswith("import one of them at a time")


def test_a_page_is_recognised_by_its_numbers():
    page = io.BytesIO(json.dumps({"total_items": 1, "empty": False, "contents": []}).encode())
    assert json_records._prefix(page) == "contents.item"
