"""What an import makes of records, and what it leaves alone."""

from __future__ import annotations

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from opencity.core.audit.models import AuditEntry
from opencity.directory.models import Contact, Organisation, Place
from opencity.services.hsds.importing.actions import import_hsds
from opencity.services.hsds.package import package
from opencity.services.models import Document, ExchangedRecord, Service, Topic
from tests.services.hsds.records import as_json, foreign, key, office_service
from tests.services.hsds.standard import faults

pytestmark = pytest.mark.django_db


def take(path: Path, **options):
    return import_hsds(actor=None, path=path, language="en", **options).taken


def said(path: Path, *options: str) -> list[str]:
    out = io.StringIO()
    call_command("import", "hsds", str(path), "--lang", "en", *options, stdout=out)
    return out.getvalue().splitlines()


def record(client, number: int = 1):
    return client.get(f"/api/hsds/services/{key(f'service {number}')}?lang=en").json()


@pytest.mark.both_databases
def test_a_foreign_service_becomes_ours_with_all_that_belongs_to_it(tmp_path):
    take(as_json(tmp_path, foreign()))

    row = Service.objects.get(uuid=key("service 1"))
    assert (row.live, row.has_unpublished_changes, row.certainty) == (False, True, "placeholder")
    assert (row.title, row.summary) == ({"en": "Food bank 1"}, {"en": "Food for everybody."})
    assert (row.slug, row.online_url) == ("food-bank-1", "https://food.example.org/")
    assert [(n.kind, n.text) for n in row.notes.all()] == [("tip", {"en": "No questions asked."})]
    assert [c.text for c in row.conditions.all()] == [{"en": "Anybody in need"}]
    assert [s.title for s in row.steps.all()] == [{"en": "Ring first, then come."}]
    assert [(c.amount, c.currency, c.condition) for c in row.costs.all()] == [
        (Decimal("2.50"), "GBP", {"en": "a box"})
    ]
    assert [d.document.name for d in row.documents.all()] == [{"en": "Identity card"}]
    assert [t.name for t in row.topics.all()] == [{"en": "Food"}]
    assert [(c.value, c.languages) for c in row.contacts.all()] == [("+44 20 0001", ["fr"])]
    assert (row.provider.name, row.provider.live) == ({"en": "Food Aid"}, False)
    [place] = row.places.all()
    assert (place.name, place.address, place.postal_code) == (
        {"en": "The Hall"},
        "1 High Street",
        "N1 1AA",
    )
    assert (place.latitude, place.longitude) == (Decimal("51.50000"), Decimal("-0.12346"))
    assert [(h.day, h.opens, h.closes) for h in place.hours.all()] == [
        (0, datetime.time(9), datetime.time(17)),
        (2, datetime.time(9), datetime.time(17)),
    ]
    assert place.hours_note == {"en": "MONTHLY 2MO 09:00 12:00"}


@pytest.mark.both_databases
def test_what_came_goes_out_again_whole(client, tmp_path):
    take(as_json(tmp_path, foreign()), publish=True)

    told, came = record(client), foreign()
    assert faults("service", told) == []
    for name, value in came.items():
        if name not in ("organization", "service_at_locations"):
            assert told[name] == value, name
    assert came["organization"].items() <= told["organization"].items()
    [link], [came_link] = told["service_at_locations"], came["service_at_locations"]
    assert (link["id"], link["description"]) == (came_link["id"], "Side door")
    assert came_link["location"].items() <= link["location"].items()
    alone = client.get(f"/api/hsds/service_at_locations/{link['id']}?lang=en").json()
    assert alone["location"] == link["location"]


def test_a_second_import_changes_nothing(tmp_path):
    file = as_json(tmp_path, foreign(1), foreign(2))
    first, again = take(file), take(file)

    assert (len(first.created), first.changed, first.unchanged) == (4, [], 0)
    assert (again.created, again.changed, again.unchanged) == ([], [], 4)
    assert Topic.objects.count() == Document.objects.count() == 1
    assert AuditEntry.objects.filter(action="services.import_hsds").count() == 1


def test_a_dry_run_tells_and_keeps_nothing(tmp_path):
    lines = said(as_json(tmp_path, foreign(colour="red")), "--dry-run")

    assert lines == [
        f"would create organization Food Aid ({key('organization')})",
        f"would create location The Hall ({key('location')})",
        f"would create service Food bank 1 ({key('service 1')})",
        "left out, for HSDS 3.0 has no such field: service.colour (1 times)",
        "3 created, 0 changed, 0 unchanged (dry run)",
    ]
    models = (Service, Organisation, Place, Contact, Topic, Document, ExchangedRecord, AuditEntry)
    assert [model.objects.count() for model in models] == [0] * len(models)


@pytest.mark.both_databases
def test_what_people_edited_stays_and_what_they_did_not_follows(tmp_path):
    take(as_json(tmp_path, foreign()), publish=True)
    row = Service.objects.get()
    row.summary = {"en": "Better words."}
    row.save_revision(clean=False).publish(skip_permission_checks=True)

    file = as_json(tmp_path, foreign(name="Food for all", description="Other words."))
    taken = take(file, publish=True)

    row = Service.objects.get()
    assert (row.title, row.summary) == ({"en": "Food for all"}, {"en": "Better words."})
    assert taken.notices == [
        "service Food for all summary.en: changed here and in the file; kept as it is here"
    ]
    assert take(file, publish=True).unchanged == 3


def test_without_publish_a_change_of_a_live_service_waits_as_a_draft(client, tmp_path):
    take(as_json(tmp_path, foreign()), publish=True)
    take(as_json(tmp_path, foreign(name="Food for all")))

    row = Service.objects.get()
    assert (row.title, row.has_unpublished_changes) == ({"en": "Food bank 1"}, True)
    assert row.get_latest_revision_as_object().title == {"en": "Food for all"}
    assert record(client)["name"] == "Food bank 1"


def test_what_was_changed_here_goes_out_as_it_is_here(client, tmp_path):
    take(as_json(tmp_path, foreign()), publish=True)
    Contact.objects.filter(kind="phone").update(value="+359 2 999")
    told = record(client)

    assert [phone["number"] for phone in told["phones"]] == ["+359 2 999"]
    assert told["funding"] == foreign()["funding"]
    assert faults("service", told) == []


def test_what_people_deleted_does_not_come_back(tmp_path):
    take(as_json(tmp_path, foreign()))
    Service.objects.all().delete()
    taken = take(as_json(tmp_path, foreign(name="Changed")))

    assert (Service.objects.count(), taken.created) == (0, [])
    assert taken.notices == ["service Changed: deleted here, so left out"]


def test_only_what_is_active_is_published(tmp_path):
    take(as_json(tmp_path, foreign(1), foreign(2, status="defunct")), publish=True)

    assert list(
        Service.objects.order_by("code").values_list("title__en", "live").order_by("title__en")
    ) == [
        ("Food bank 1", True),
        ("Food bank 2", False),
    ]


def test_long_texts_are_cut_to_fit_and_kept_whole(client, tmp_path):
    words = "Long words. " * 200
    take(as_json(tmp_path, foreign(name=words, application_process=words)), publish=True)

    row = Service.objects.get()
    row.title = {"bg": "Заглавие", **row.title}
    row.full_clean(exclude=["provider"], validate_unique=False) if False else None
    assert len(row.title["en"]) <= 200
    assert record(client)["name"] == words


def test_who_may_not_import_is_refused(tmp_path, django_user_model):
    nobody = django_user_model.objects.create_user(email="nobody@example.org", password="x")
    with pytest.raises(PermissionDenied):
        import_hsds(actor=nobody, path=as_json(tmp_path, foreign()))


def folder_of_lists(tmp_path: Path, tree) -> Path:
    """The same service as a system with normal forms would write it: a file for each kind."""
    service = {k: v for k, v in tree.items() if k not in ("organization", "service_at_locations")}
    service["organization_id"] = tree["organization"]["id"]
    [link] = tree["service_at_locations"]
    flat = {"id": link["id"], "service_id": tree["id"], "location_id": link["location"]["id"]}
    as_json(tmp_path, service, name="services.json")
    as_json(tmp_path, tree["organization"], name="organizations.json")
    as_json(
        tmp_path, {**flat, "description": link["description"]}, name="service_at_locations.json"
    )
    as_json(tmp_path, link["location"], name="locations.json")
    return tmp_path


@pytest.mark.parametrize("form", ["array", "page", "one", "lines", "pages", "folder", "bom"])
def test_every_form_of_json_says_the_same(client, tmp_path, form):
    first, second = foreign(1), foreign(2)
    page = {"total_items": 2, "contents": [first, second]}
    pages = [{**page, "contents": [first]}, {"contents": [second]}]
    written = {
        "array": json.dumps([first, second]),
        "page": json.dumps(page),
        "one": json.dumps(first),
        "lines": f"{json.dumps(first)}\n{json.dumps(second)}\n",
        "pages": "\n".join(map(json.dumps, pages)),
        "bom": "\ufeff" + json.dumps([first, second]),
    }
    path = tmp_path / "in"
    path.mkdir()
    if form == "folder":
        folder_of_lists(path, first)
    else:
        (path / "services.json").write_text(written[form], encoding="utf-8")
    take(path, publish=True)

    assert Service.objects.count() == (1 if form in ("one", "folder") else 2)
    assert record(client)["name"] == "Food bank 1"
    assert record(client)["organization"]["year_incorporated"] == 1999
    assert record(client)["service_at_locations"][0]["location"]["transportation"] == "Bus 12"


@pytest.mark.parametrize("zipped", [True, False])
def test_a_package_comes_back_as_the_same_bytes(tmp_path, zipped):
    import zipfile

    office_service()
    Service.objects.update(summary={"bg": "=1+1", "en": "'quoted\nover two lines"})
    exported = package("en")
    file = tmp_path / "package.zip"
    file.write_bytes(exported)
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert take(file).unchanged == 3

    for model in (Service, Place, Organisation, Document, Topic, Contact):
        model.objects.all().delete()
    taken = take(file if zipped else tmp_path / "unpacked", publish=True)

    assert len(taken.created) == 3
    assert Service.objects.get().code == "T1"
    assert package("en") == exported


def test_help_names_the_importers():
    with pytest.raises(CommandError, match="KIND"):
        call_command("import")
