from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import transaction

from opencity.core.registries import search_sources
from opencity.search.actions import Counts, rebuild, update_documents
from opencity.search.models import IndexedDocument, IndexState
from opencity.search.queries import index_is_current, search
from tests.search.sources import SOURCE, documents

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db, pytest.mark.usefixtures("source")]


def codes(query: str, language: str = "en") -> list[str]:
    return [result.code for result in search(query, language).results]


def standing() -> list[tuple[str, dict[str, str]]]:
    rows = IndexedDocument.objects.filter(is_gone=False).order_by("key")
    return list(rows.values_list("code", "titles"))


def test_saving_changing_and_deleting_a_thing_moves_its_document():
    group = Group.objects.create(name="Пазар | Market")
    assert codes("market") == [f"G{group.pk}"]
    group.name = "Фестивал | Festival"
    group.save()
    assert (codes("market"), codes("festival")) == ([], [f"G{group.pk}"])
    group.delete()
    assert codes("festival") == []
    assert standing() == []


def test_a_draft_is_not_found_and_a_withdrawn_thing_leaves_no_text_behind():
    group = Group.objects.create(name="draft Пазар | Market")
    assert codes("market") == []
    group.name = "Пазар | Market"
    group.save()
    group.name = "draft Пазар | Market"
    group.save()
    assert codes("market") == []
    row = IndexedDocument.objects.get()
    assert (row.titles, row.bodies, bytes(row.words), row.is_gone) == ({}, {}, b"", True)


def test_many_documents_are_asked_for_some_at_a_time(monkeypatch):
    """What is held at once must not grow with an import of ten thousand services."""
    groups = Group.objects.bulk_create(Group(name=f"Пазар {n} | Market {n}") for n in range(501))
    asked = []

    def some(keys):
        asked.append(len(keys))
        return documents(keys)

    monkeypatch.setattr(search_sources, "_entries", {"group": replace(SOURCE, documents=some)})

    counts = update_documents(kind="group", keys=[str(group.pk) for group in groups])

    assert (counts, asked) == (Counts(added=501), [500, 1])


def test_a_thing_that_comes_back_is_found_again():
    group = Group.objects.create(name="Пазар | Market")
    update_documents(kind="group", keys=[str(group.pk)])
    Group.objects.filter(pk=group.pk).update(name="draft x")
    update_documents(kind="group", keys=[str(group.pk)])
    Group.objects.filter(pk=group.pk).update(name="Пазар | Market")
    counts = update_documents(kind="group", keys=[str(group.pk)])
    assert counts == Counts(added=1)
    assert codes("market") == [f"G{group.pk}"]


def test_a_save_that_changes_no_text_is_no_change_of_the_index():
    group = Group.objects.create(name="Пазар | Market")
    before = IndexState.objects.get().change
    group.save()
    assert IndexState.objects.get().change == before


def test_rows_of_other_models_that_carry_texts_are_followed():
    group = Group.objects.create(name="Пазар | Market")
    permission = Permission.objects.first()
    group.permissions.add(permission)
    Group.objects.filter(pk=group.pk).update(name="Фестивал | Festival")
    assert codes("festival") == []
    permission.save()
    assert codes("festival") == [f"G{group.pk}"]


def test_a_rebuild_says_what_it_did_and_repeats_as_nothing():
    groups = [Group(name=f"Пазар {i} | Market {i}") for i in range(3)]
    Group.objects.bulk_create(groups)
    assert rebuild() == Counts(added=3)
    change = IndexState.objects.get().change
    assert rebuild() == Counts(unchanged=3)
    assert IndexState.objects.get().change == change
    first, second, _ = Group.objects.filter(name__contains=" | ").order_by("pk")
    Group.objects.filter(pk=first.pk).update(name="Фестивал | Festival")
    Group.objects.filter(pk=second.pk).delete()
    Group.objects.bulk_create([Group(name="Нощ | Night")])
    IndexedDocument.objects.filter(key=str(second.pk)).update(is_gone=False)
    assert rebuild() == Counts(added=1, changed=1, removed=1, unchanged=1)


def test_a_rebuild_forgets_withdrawn_documents_and_kinds_that_nobody_offers():
    Group.objects.create(name="Пазар | Market")
    epoch = IndexState.objects.get().epoch
    search_sources.unregister("group")
    assert rebuild() == Counts(removed=1)
    assert IndexedDocument.objects.count() == 0
    assert IndexState.objects.get().epoch != epoch


def test_the_command_reports_its_counts():
    Group.objects.create(name="Пазар | Market")
    out = StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == "Search index: 0 added, 0 changed, 0 removed, 1 unchanged.\n"


def test_the_index_is_current_once_it_was_built_by_this_version():
    Group.objects.create(name="Пазар | Market")
    assert not index_is_current()
    rebuild()
    assert index_is_current()
    IndexState.objects.update(version=0)
    assert not index_is_current()


def test_a_change_rolled_back_is_not_found():
    with transaction.atomic():
        Group.objects.create(name="Пазар | Market")
        assert len(codes("market")) == 1
        transaction.set_rollback(True)
    assert codes("market") == []
