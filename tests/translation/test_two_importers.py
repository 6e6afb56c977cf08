from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from opencity.plan.models import Goal
from opencity.translation import actions, queries
from opencity.translation.exchange.formats import FORMATS
from tests.translation.factories import GoalFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
GOALS = 4


def test_of_two_importers_one_writes_all_and_the_other_nothing(tmp_path):
    version = GoalFactory(title={"bg": "Карта", "uk": "Мапа"}).version
    GoalFactory.create_batch(GOALS - 1, title={"bg": "Карта", "uk": "Мапа"}, version=version)
    actions.catch_up_all()
    file = tmp_path / "uk.po"
    file.write_bytes(FORMATS["po"].write(queries.bundle("uk")))
    command = [sys.executable, "-m", "tests.translation.another_importer"]
    command += [str(connection.settings_dict["NAME"]), str(file)]
    both = [
        subprocess.Popen(
            [*command, word],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for word in ("План", "Схема")
    ]

    for process in both:
        process.stdin.write(b"go\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=300) for process in both]

    said = sorted(out.decode() for out, _errors in answers)
    assert said == [f"refused {GOALS}", f"written {GOALS}"], answers
    words = {row.get_latest_revision_as_object().title["uk"] for row in Goal.objects.all()}
    assert len(words) == 1
    assert words < {"План", "Схема"}
