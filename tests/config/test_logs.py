from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace

from django.http import HttpResponse
from django.test import RequestFactory

from config.logs import JsonFormatter, SafeFormatter
from opencity.core.request_id import RequestIdMiddleware, current_request_id


def record(message: str = "Hello %s", *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("opencity.test", logging.WARNING, "file", 1, message, args, None)
    made.created = 1_700_000_000.5
    made.__dict__.update(extra)
    return made


def as_json(made: logging.LogRecord) -> dict[str, object]:
    line = JsonFormatter().format(made)
    assert "\n" not in line
    return json.loads(line)


def test_a_record_is_one_line_with_named_parts() -> None:
    assert as_json(record("Hello %s", "Мария\nsecond line")) == {
        "time": "2023-11-14T22:13:20.500+00:00",
        "level": "warning",
        "logger": "opencity.test",
        "message": "Hello Мария\nsecond line",
    }


def test_a_record_about_a_request_has_path_and_status_but_no_query() -> None:
    request = RequestFactory().get("/bg/search/?q=my+illness")
    about = record("%s: %s", "Not Found", request.path, request=request, status_code=404)
    line = as_json(about)
    assert (line["message"], line["path"], line["status"]) == ("Not Found", "/bg/search/", 404)
    assert "illness" not in json.dumps(line)


def test_a_secret_in_an_address_is_replaced_by_the_route() -> None:
    request = RequestFactory().get("/password/reset/key/abc-123/")
    request.resolver_match = SimpleNamespace(route="password/reset/key/<key>/")  # type: ignore[assignment]  # only the route is read
    about = record("%s: %s", "Internal Server Error", request.path, request=request)
    assert as_json(about)["path"] == "/password/reset/key/<key>/"
    plain = SafeFormatter("{message}", style="{").format(about)
    assert plain == "Internal Server Error /password/reset/key/<key>/"


def test_values_of_rows_stay_out_of_tracebacks() -> None:
    message = "duplicate key\nDETAIL:  Key (email)=(maria@example.org) already exists."
    try:
        raise ValueError(message)
    except ValueError:
        line = as_json(record(exc_info=sys.exc_info()))
    assert "duplicate key" in str(line["error"])
    assert "maria" not in str(line["error"])


def answer(given: str | None) -> tuple[str, HttpResponse]:
    seen = []

    def view(_: object) -> HttpResponse:
        seen.append(current_request_id())
        return HttpResponse()

    headers = {"X-Request-ID": given} if given is not None else {}
    response = RequestIdMiddleware(view)(RequestFactory().get("/", headers=headers))
    assert current_request_id() == ""
    return seen[0], response


def test_a_well_formed_identifier_of_a_proxy_is_kept() -> None:
    seen, response = answer("edge-42.0001")
    assert (seen, response["X-Request-ID"]) == ("edge-42.0001", "edge-42.0001")


def test_any_other_identifier_is_replaced() -> None:
    for given in (None, "", "short", "x" * 65, 'quote"and}brace', "line\nbreak-in-it"):
        seen, response = answer(given)
        assert len(seen) == 16
        assert seen != given
        assert response["X-Request-ID"] == seen


def test_a_page_for_the_cache_carries_no_identifier() -> None:
    response = RequestIdMiddleware(lambda _: HttpResponse(headers={"Surrogate-Key": "plan"}))(
        RequestFactory().get("/")
    )
    assert not response.has_header("X-Request-ID")
