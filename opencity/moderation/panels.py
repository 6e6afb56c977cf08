"""What moderation adds to the page of a service or an office."""

from __future__ import annotations

from typing import Any

from opencity.core.registries import SubjectPanel, subject_panels
from opencity.core.texts import attach_states, languages
from opencity.moderation import queries


def register() -> None:
    """Offer the questions and answers and the question whether a page was helpful."""
    subject_panels.register(SubjectPanel("feedback", "moderation/panel.html", panel))


def panel(kind: str, code: str) -> dict[str, Any]:
    """Return the published questions and answers about a thing."""
    answers = queries.public_answers(kind, code)
    attach_states(answers, [languages.current()])
    return {"kind": kind, "code": code, "answers": answers}
