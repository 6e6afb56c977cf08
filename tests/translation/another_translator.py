"""Translates one goal into one language, again and again, in a process of its own."""

from __future__ import annotations

import sys

import django
from django.conf import settings

ROUNDS = 6


def main(database: str, goal: str, translator: str, language: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.contrib.auth import get_user_model

    from opencity.plan.models import Goal
    from opencity.translation import actions

    actor = get_user_model().objects.get(pk=translator)
    sys.stdin.readline()
    for number in range(ROUNDS):
        row = Goal.objects.get(pk=goal)
        actions.translate(
            actor=actor,
            instance=row,
            language=language,
            texts={"title": f"{language} {number}"},
            base_revision=row.latest_revision_id,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
