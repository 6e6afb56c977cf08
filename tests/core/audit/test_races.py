"""Writers of several processes at once make one chain."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from opencity.core.audit import broken_links
from opencity.core.audit.models import AuditEntry

EACH = 40
WRITERS = ("ana", "boris", "vera")


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_three_processes_write_one_unbroken_chain(target):
    AuditEntry.objects.all().delete()
    database = str(connection.settings_dict["NAME"])
    module = [sys.executable, "-m", "tests.core.audit.recorder"]
    running = [
        subprocess.Popen(
            [*module, database, who, str(EACH)],
            cwd=settings.BASE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for who in WRITERS
    ]
    assert [process.stdout.readline() for process in running] == ["ready\n"] * len(WRITERS)
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=120)

    assert [process.returncode for process in running] == [0] * len(WRITERS)
    assert list(broken_links()) == []
    entries = AuditEntry.objects.order_by("number")
    assert [entry.number for entry in entries] == list(range(1, len(WRITERS) * EACH + 1))
    assert Counter(entry.action for entry in entries) == {f"test.{who}": EACH for who in WRITERS}
