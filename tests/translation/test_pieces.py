from __future__ import annotations

import pytest
from django.utils import translation

from opencity.plan.models import Measure
from opencity.translation.pieces import current_data, data_of, pieces, put
from tests.translation.factories import MeasureFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def keys(row):
    return {p.key: p.texts for p in pieces(Measure, current_data(row)) if p.texts}


@pytest.fixture
def measure():
    row = MeasureFactory(title={"bg": "Карта", "en": "Map"})
    MilestoneFactory(measure=row, title={"bg": "Първа"}, sort_order=0)
    MilestoneFactory(measure=row, title={"bg": "Втора"}, text={"bg": "Повече"}, sort_order=1)
    return row


def test_pieces_of_an_object_and_its_children(measure):
    assert keys(measure) == {
        "summary": {"bg": "Накратко"},
        "title": {"bg": "Карта", "en": "Map"},
        "milestones-0-title": {"bg": "Първа"},
        "milestones-1-title": {"bg": "Втора"},
        "milestones-1-text": {"bg": "Повече"},
    }
    with translation.override("en"):
        labels = {p.key: p.label for p in pieces(Measure, data_of(measure))}
    assert labels["milestones-1-text"] == "Milestone 2 · Text"


def test_a_draft_has_the_same_pieces_as_its_row(measure):
    live = keys(measure)

    measure.save_revision()
    measure.refresh_from_db()

    assert measure.has_unpublished_changes
    assert keys(measure) == live


def test_a_new_child_of_a_draft_has_a_place(measure):
    measure.milestones.add(MilestoneFactory.build(measure=measure, title={"bg": "Трета"}))
    measure.save_revision()
    measure.refresh_from_db()

    assert keys(measure)["milestones-2-title"] == {"bg": "Трета"}


def test_put_changes_one_language_of_one_piece(measure):
    put(measure, "milestones-1-text", "en", " More ")
    put(measure, "title", "en", "")
    measure.save_revision()
    measure.refresh_from_db()

    found = keys(measure)
    assert found["milestones-1-text"] == {"bg": "Повече", "en": "More"}
    assert found["title"] == {"bg": "Карта"}
