"""Whatever somebody sends to an open interface, it answers as its OpenAPI document says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

pytestmark = pytest.mark.django_db

DOCUMENTS = ("/api/v1/openapi.json", "/api/hsds/openapi.json")


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's connection between requests, as the client of Django's tests does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)
    translation.deactivate()


def operations(document: str) -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi(document, get_wsgi_application())
    for result in schema.get_all_operations():
        yield result.ok()


def can_be_wrong(operation: Any) -> bool:
    """Any text is a code, so only other parameters can be sent wrongly."""
    parameters = operation.definition.raw.get("parameters", ())
    return any(each["in"] == "query" or "format" in each["schema"] for each in parameters)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_answer_is_one_that_the_document_names(sofia, document, mode):
    every = mode is GenerationMode.POSITIVE
    chosen = [each for each in operations(document) if every or can_be_wrong(each)]
    assert chosen
    for operation in chosen:

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
