from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection
from wagtail.models import Revision

from opencity.plan.models import Goal
from tests.translation.another_translator import ROUNDS
from tests.translation.factories import GoalFactory, officer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_translators_into_two_languages_lose_nothing():
    goal = GoalFactory(title={"bg": "Карта"})
    goal.save_revision().publish()
    actor = officer("translator@city.example", "translation.translate")
    arguments = [str(connection.settings_dict["NAME"]), str(goal.pk), str(actor.pk)]
    command = [sys.executable, "-m", "tests.translation.another_translator", *arguments]
    both = [
        subprocess.Popen([*command, language], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for language in ("uk", "tr")
    ]

    for process in both:
        process.stdin.write(b"go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=120)[1].decode() for process in both]

    assert [process.returncode for process in both] == [0, 0], errors
    draft = Goal.objects.get(pk=goal.pk).get_latest_revision_as_object()
    last = ROUNDS - 1
    assert draft.title == {"bg": "Карта", "uk": f"uk {last}", "tr": f"tr {last}"}
    assert Revision.objects.filter(object_id=str(goal.pk)).count() == 1 + 2 * ROUNDS
