from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.core.models import AuditEntry
from opencity.core.texts import text_hash
from opencity.editing import actions
from opencity.editing.links import client
from opencity.editing.links.client import Finding
from opencity.editing.models import Link, LinkUse
from opencity.services.models import LegalBasis, Step
from opencity.translation.models import TranslationRecord
from tests.editing.factories import contact, draft, person, place, publish, service

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OLD, NEW = "https://old.example/page", "https://new.example/page"


def uses() -> set[tuple[str, str, str, bool]]:
    return {
        (use.link.url, str(use.record), use.field, use.in_draft)
        for use in LinkUse.objects.select_related("link")
    }


def test_links_are_collected_from_fields_sources_texts_rows_and_drafts(settings):
    own = f"{settings.SITE_URL}/bg/services/"
    phone = contact()
    row = service(
        online_url=OLD,
        sources=[{"title": "x", "address": "https://law.example/1"}],
        summary={"bg": f"Вижте {OLD} и {own}"},
    )
    LegalBasis.objects.create(service=row, title={"bg": "Закон"}, url=OLD)
    row = draft(publish(row), online_url="https://draft.example/")
    actions.collect_links()
    found = {
        (OLD, str(phone), "value", False),
        (OLD, str(row), "online_url", False),
        (OLD, str(row), "summary", False),
        (OLD, str(row), "legal_basis.url", False),
        ("https://law.example/1", str(row), "sources", False),
        ("https://draft.example/", str(row), "online_url", True),
    }

    assert uses() == found
    phone.delete()
    keys = set(LinkUse.objects.values_list("pk", flat=True))
    actions.collect_links()
    assert uses() == {use for use in found if use[1] != str(phone)}
    assert set(LinkUse.objects.values_list("pk", flat=True)) <= keys


def test_link_that_stands_nowhere_is_forgotten():
    row = contact()
    actions.collect_links()
    contact_link = Link.objects.get()
    row.value = NEW
    row.save()
    actions.collect_links()

    assert [(link.url, link.pk == contact_link.pk) for link in Link.objects.all()] == [(NEW, False)]


def test_one_link_of_a_host_is_looked_at_in_a_batch(monkeypatch):
    for number, host in enumerate(("a", "a", "b")):
        contact(f"c{number}", value=f"https://{host}.example/{number}")
    actions.collect_links()
    seen = []

    def look(url):
        seen.append(url)
        return Finding(404)

    monkeypatch.setattr(client, "look", look)
    assert actions.check_due_links() == 2
    assert actions.check_due_links() == 1
    assert actions.check_due_links() == 0
    assert sorted(seen) == [f"https://{host}.example/{n}" for n, host in enumerate("aab")]
    assert set(Link.objects.values_list("state", "status", "failures")) == {("unsure", 404, 1)}
    Link.objects.update(due_at=timezone.now() - timedelta(1), failures=2)
    actions.check_due_links()
    assert Link.objects.filter(state="broken").count() == 2


@pytest.mark.parametrize(("hosts", "state"), [("ab", "unsure"), ("abc", "new")])
def test_no_link_is_blamed_for_our_own_missing_network(monkeypatch, hosts, state):
    for host in hosts:
        contact(host, value=f"https://{host}.example/")
    actions.collect_links()
    monkeypatch.setattr(client, "look", lambda url: Finding(error="no route"))
    actions.check_due_links()

    assert set(Link.objects.values_list("state", flat=True)) == {state}
    assert not Link.objects.filter(due_at__lte=timezone.now()).exists()


def test_address_is_replaced_everywhere_and_drafts_stay_drafts():
    unit = person(Role.INTEGRATION_UNIT)
    phone = contact()
    row = service(online_url=OLD, sources=[{"title": "x", "address": OLD}])
    LegalBasis.objects.create(service=row, title={"bg": "Закон"}, url=OLD)
    Step.objects.create(service=row, title={"bg": f"Отворете {OLD}."}, text={"bg": OLD + "/2"})
    row = draft(publish(row), official_name="Not public yet")
    live, latest = row.live_revision_id, row.latest_revision_id

    assert actions.replace_link(actor=unit, old=OLD, new=NEW) == 2
    for each in (phone, row):
        each.refresh_from_db()
    newest = row.get_latest_revision_as_object()
    assert phone.value == row.online_url == newest.online_url == NEW
    assert row.sources == newest.sources == [{"title": "x", "address": NEW}]
    assert row.legal_basis.get().url == NEW
    for revision in row.revisions.filter(pk__in=[live, latest]):
        assert revision.content["legal_basis"][0]["url"] == NEW
        assert revision.content["steps"][0]["title"] == {"bg": f"Отворете {NEW}."}
        assert revision.content["steps"][0]["text"] == {"bg": OLD + "/2"}
    assert (row.official_name, newest.official_name) == ("", "Not public yet")
    assert row.live_revision_id == live
    assert uses() >= {(NEW, str(phone), "value", False)}
    details = AuditEntry.objects.filter(action="editing.replace_link").order_by("target_model")
    assert [entry.detail["fields"] for entry in details] == [
        ["value"],
        ["sources", "online_url", "steps.title", "legal_basis.url"],
    ]


def test_translation_with_the_new_address_is_as_true_as_before():
    texts = {"bg": f"Вижте {OLD}", "en": f"See {OLD}", "ru": f"См. {OLD}"}
    record = {"language": "en", "text_hash": text_hash(texts["en"])}
    TranslationRecord.objects.create(
        **record, source_hash=text_hash(texts["bg"]), source_text=texts["bg"], origin="machine"
    )
    row = place(summary=texts)
    TranslationRecord.objects.exclude(origin="machine").delete()
    actions.replace_link(actor=None, old=OLD, new=NEW)
    row.refresh_from_db()
    kept = TranslationRecord.objects.get(text_hash=text_hash(f"See {NEW}"))

    assert row.summary["en"] == f"See {NEW}"
    assert (kept.origin, kept.source_text) == ("machine", f"Вижте {NEW}")
    assert kept.source_hash == text_hash(f"Вижте {NEW}")


@pytest.mark.parametrize("new", ["javascript:alert(1)", "new.example", "ftp://a.example", ""])
def test_what_is_no_web_address_replaces_nothing(new):
    row = contact()
    with pytest.raises(DomainError):
        actions.replace_link(actor=None, old=OLD, new=new)
    row.refresh_from_db()
    assert row.value == OLD


def test_address_too_long_for_one_field_changes_no_record():
    first, second = contact("a"), service(online_url=OLD)
    with pytest.raises(DomainError, match="300"):
        actions.replace_link(actor=None, old=OLD, new="https://new.example/" + "x" * 400)
    for each in (first, second):
        each.refresh_from_db()

    assert (first.value, second.online_url) == (OLD, OLD)


def test_only_the_unit_replaces():
    contact()
    with pytest.raises(PermissionDenied):
        actions.replace_link(actor=person(Role.EDITOR), old=OLD, new=NEW)
