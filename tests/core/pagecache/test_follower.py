"""Several nodes on one PostgreSQL: this process writes, a follower stands for another node."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from opencity.core.pagecache import touch
from opencity.core.pagecache.counters import Counters
from opencity.core.pagecache.follower import APPLICATION, Follower
from opencity.core.pagecache.models import CacheStamp
from opencity.core.pagecache.stamps import StampReader, write_stamp

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "config.getoption('--database', 'sqlite') != 'postgresql'",
        reason="nodes share a PostgreSQL; run with --database=postgresql",
    ),
]


class Node(Counters):
    """Counters of another machine that tell what was bumped."""

    def __init__(self, file) -> None:
        super().__init__(file)
        self.bumped: queue.Queue[tuple[str, ...]] = queue.Queue()

    def bump(self, *keys: str) -> None:
        super().bump(*keys)
        self.bumped.put(tuple(sorted(keys)))


@pytest.fixture
def node(tmp_path) -> Node:
    return Node(tmp_path / "counters")


def follower_of(node: Node, interval: float) -> Follower:
    return Follower(connection.get_connection_params(), node, interval=interval)


@pytest.fixture
def reader(node, transactional_db) -> Iterator[StampReader]:
    with follower_of(node, 1.0).connected() as (_, reader):
        yield reader


def test_a_new_connection_forgets_all_pages(node, reader):
    assert node.bumped.get_nowait() == ("*",)


def test_each_commit_is_read_once(reader):
    with transaction.atomic():
        touch("plan", "texts")
        within = list(reader.new())
    assert [within, list(reader.new()), list(reader.new())] == [[], ["plan", "texts"], []]


def test_a_slow_transaction_is_read_although_a_later_one_was_read_before_it(reader):
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        write_stamp(slow, ["slow"])
        touch("quick")
        first = list(reader.new())
        again = list(reader.new())
        slow.commit()
        assert [first, again, list(reader.new()), list(reader.new())] == [
            ["quick"],
            [],
            ["slow"],
            [],
        ]
    finally:
        slow.close()


@transaction.atomic
def touch_in_vain() -> None:
    touch("plan")
    raise ZeroDivisionError


def test_a_rolled_back_stamp_is_never_read(reader):
    with pytest.raises(ZeroDivisionError):
        touch_in_vain()
    assert list(reader.new()) == []


def test_stamps_are_kept_for_an_hour(reader):
    touch("plan")
    touch("old")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_cachestamp SET at = now() - interval '61 minutes' WHERE keys = 'old'"
        )
    reader.purge()
    assert list(CacheStamp.objects.values_list("keys", flat=True)) == ["plan"]


@pytest.fixture
def following(node, transactional_db) -> Iterator[None]:
    # Between two looks it would rest for a minute: what arrives sooner was notified.
    follower = follower_of(node, 60.0)
    thread = threading.Thread(target=follower.run)
    thread.start()
    yield
    follower.stop()
    touch("end")
    thread.join(10)
    assert not thread.is_alive()


def test_a_commit_wakes_the_other_nodes(node, following):
    assert node.bumped.get(timeout=10) == ("*",)
    touch("plan")
    assert node.bumped.get(timeout=10) == ("plan",)


def test_the_following_outlives_a_lost_connection(node):
    follower = follower_of(node, 0.01)
    thread = threading.Thread(target=follower.run)
    thread.start()
    first = node.bumped.get(timeout=10)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            [APPLICATION],
        )
    second = node.bumped.get(timeout=10)
    touch("plan")
    third = node.bumped.get(timeout=10)
    follower.stop()
    thread.join(10)
    assert [first, second, third] == [("*",), ("*",), ("plan",)]


def test_one_process_of_a_machine_follows_and_the_next_takes_over(node):
    followers = [follower_of(node, 0.01) for _ in range(2)]
    threads = [threading.Thread(target=follower.run) for follower in followers]
    threads[0].start()
    assert node.bumped.get(timeout=10) == ("*",)
    threads[1].start()
    touch("plan")
    assert node.bumped.get(timeout=10) == ("plan",)
    followers[0].stop()
    assert node.bumped.get(timeout=10) == ("*",)
    followers[1].stop()
    for thread in threads:
        thread.join(10)
    assert [thread.is_alive() for thread in threads] == [False, False]
