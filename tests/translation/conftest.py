from __future__ import annotations

import pytest

from tests.translation.factories import officer


@pytest.fixture
def translator(db):
    return officer("translator@city.example", "translation.translate")


@pytest.fixture
def reviewer(db):
    return officer("reviewer@city.example", "translation.review")


@pytest.fixture
def publisher(db):
    return officer(
        "publisher@city.example",
        "translation.translate",
        "translation.review",
        "plan.publish_goal",
        "plan.publish_measure",
    )
