"""Whatever somebody sends to an open interface, it answers as its OpenAPI document says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

pytestmark = pytest.mark.django_db

DOCUMENTS = ("/api/v1/openapi.json", "/api/hsds/openapi.json")


def operations(document: str) -> Iterator[Any]:
    for result in schemathesis.openapi.from_wsgi(document, get_wsgi_application()).get_all_operations():
        yield result.ok()


def takes_something(operation: Any) -> bool:
    return bool(operation.definition.raw.get("parameters"))


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_answer_is_one_that_the_document_names(sofia, document, mode):
    found = 0
    for operation in operations(document):
        if mode is GenerationMode.NEGATIVE and not takes_something(operation):
            continue
        found += 1

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=6,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        def answers(case: Any) -> None:
            case.call_and_validate()

        answers()
    assert found > 5
