"""The index of a running process follows what this and other processes commit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from opencity.search import index
from opencity.search.actions import rebuild
from opencity.search.index import Follower
from opencity.search.models import IndexState

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("source"),
]

Ask = Callable[[str], list[str]]


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Let another process search; returns the codes that it finds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.search.searcher", str(connection.settings_dict["NAME"])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    stdin, stdout = process.stdin, process.stdout
    assert stdout.readline() == "ready\n"

    def ask(query: str) -> list[str]:
        print(query, file=stdin, flush=True)
        return stdout.readline().split()

    with process:
        yield ask
        stdin.close()


def test_another_process_finds_a_thing_as_soon_as_it_is_committed(ask):
    assert ask("market") == []
    for number in range(5):
        with transaction.atomic():
            group = Group.objects.create(name=f"Пазар {number} | Market{number}")
            assert f"G{group.pk}" not in ask(f"market{number}")
        assert ask(f"market{number}")[0] == f"G{group.pk}"
    group.delete()
    assert f"G{group.pk}" not in ask("market4")


def test_a_rebuild_is_followed_by_another_process(ask):
    Group.objects.bulk_create([Group(name="Пазар | Market")])
    assert ask("market") == []
    rebuild()
    assert len(ask("market")) == 1


def test_changes_come_into_a_small_segment_and_the_bulk_stays():
    Group.objects.create(name="Пазар | Market")
    follower = Follower()
    bulk = follower.snapshot().segments[0]
    group = Group.objects.create(name="Нощ | Night")
    assert [len(part) for part in follower.snapshot().segments] == [1, 1]
    group.delete()
    after = follower.snapshot()
    assert after.segments[0] is bulk
    assert after.alive.tolist() == [True]


def test_many_changes_are_loaded_in_bulk(monkeypatch):
    monkeypatch.setattr(index, "_LEAST_DELTA", 2)
    Group.objects.create(name="Пазар | Market")
    follower = Follower()
    follower.snapshot()
    for number in range(3):
        Group.objects.create(name=f"Нощ {number} | Night {number}")
    assert [len(part) for part in follower.snapshot().segments] == [4]


def test_nothing_changed_costs_one_query(django_assert_num_queries):
    Group.objects.create(name="Пазар | Market")
    follower = Follower()
    first = follower.snapshot()
    with django_assert_num_queries(1):
        assert follower.snapshot() is first


def test_what_was_seen_inside_a_transaction_is_not_kept():
    Group.objects.create(name="Форум | Forum")
    follower = Follower()
    with transaction.atomic():
        Group.objects.create(name="Пазар | Market")
        assert len(follower.snapshot().pks) == 2
        transaction.set_rollback(True)
    Group.objects.create(name="Нощ | Night")
    assert follower.snapshot().near("en", "nigth") == [(1, -1, "night")]
    assert follower.snapshot().near("en", "markte") == []


def test_a_new_epoch_makes_readers_forget():
    Group.objects.create(name="Пазар | Market").delete()
    Group.objects.create(name="Нощ | Night")
    follower = Follower()
    old = follower.snapshot().segments[0]
    rebuild()
    assert follower.snapshot().segments[0] is not old


def test_changes_of_many_writers_are_numbered_without_gaps_or_doubles():
    def write(number: int) -> None:
        with transaction.atomic():
            Group.objects.create(name=f"Пазар {number} | Market {number}")
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    assert IndexState.objects.get().change == 20
    assert len(Follower().snapshot().pks) == 20
