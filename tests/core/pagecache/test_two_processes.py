"""One process renders and serves while another one writes: no reader sees what is overtaken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from opencity.core.pagecache.touches import counters_of_machine
from opencity.core.pagecache.wsgi import PageCache
from tests.core.pagecache.visitor import ask

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]

Write = Callable[[str], None]


@pytest.fixture
def write() -> Iterator[Write]:
    """Let the other process write a name; returns when its commit has returned there."""
    command = [sys.executable, "-m", "tests.core.pagecache.writer"]
    process = subprocess.Popen(
        [*command, str(connection.settings_dict["NAME"])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    stdin, stdout = process.stdin, process.stdout
    assert stdout.readline() == "ready\n"

    def write(name: str) -> None:
        print(name, file=stdin, flush=True)
        assert stdout.readline() == "committed\n"

    with process:
        yield write
        stdin.close()


class GroupPage:
    """Shows the name in the database; calls ``meanwhile`` between reading and answering."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], None] = lambda: None

    def __call__(self, environ, start_response):
        name = Group.objects.get(pk=1).name
        self.meanwhile()
        start_response("200 OK", [("Surrogate-Key", "groups")])
        return [name.encode()]


def test_a_commit_of_another_process_is_seen_by_the_next_reader(write):
    cache = PageCache(GroupPage(), counters_of_machine())
    seen = []
    for number in range(30):
        write(f"name {number}")
        seen += [ask(cache).text, ask(cache).outcome]
    expected = [[f"name {number}", "hit"] for number in range(30)]
    assert seen == [each for pair in expected for each in pair]


def test_a_page_read_before_the_commit_and_stored_after_it_is_never_served(write):
    page = GroupPage()
    cache = PageCache(page, counters_of_machine())
    write("old")
    page.meanwhile = lambda: write("new")
    first = ask(cache)
    page.meanwhile = lambda: None
    later = [ask(cache), ask(cache)]
    assert (first.text, first.outcome) == ("old", "fwd=uri-miss")
    assert [reply.text for reply in later] == ["new", "new"]
    assert later[1].outcome == "hit"
