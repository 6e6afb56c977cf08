from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from opencity.translation import actions
from opencity.translation.enums import Origin
from tests.translation.factories import GoalFactory

pytestmark = pytest.mark.django_db


def test_the_command_prints_one_line_a_language():
    goal = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"})
    actions.record_texts(actor=None, instance=goal, origins={"uk": Origin.MACHINE})
    out = StringIO()

    call_command("translations", stdout=out)

    assert [line.split() for line in out.getvalue().splitlines()] == [
        ["language", "missing", "outdated", "machine", "unreviewed", "reviewed"],
        ["en", "0", "0", "0", "1", "0"],
        ["uk", "0", "0", "1", "0", "0"],
        ["ru", "1", "0", "0", "0", "0"],
        ["tr", "1", "0", "0", "0", "0"],
        ["ar", "1", "0", "0", "0", "0"],
    ]
