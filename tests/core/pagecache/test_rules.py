from __future__ import annotations

import math

import pytest

from opencity.core.pagecache.rules import body_refusal, fields_of, for_clients, lifetime, refusal

TAGGED = {"surrogate-key": "plan"}


@pytest.mark.parametrize(
    ("status", "fields", "why"),
    [
        ("200 OK", TAGGED, ""),
        ("404 Not Found", TAGGED, "status"),
        ("301 Moved Permanently", TAGGED, "status"),
        ("206 Partial Content", TAGGED, "status"),
        ("200 OK", {}, "untagged"),
        ("200 OK", {"surrogate-key": ""}, "untagged"),
        ("200 OK", TAGGED | {"set-cookie": "a=b"}, "set-cookie"),
        ("200 OK", TAGGED | {"content-encoding": "gzip"}, "content-encoding"),
        ("200 OK", TAGGED | {"cache-control": "Private, max-age=3"}, "cache-control"),
        ("200 OK", TAGGED | {"cache-control": "no-store"}, "cache-control"),
        ("200 OK", TAGGED | {"cache-control": "public, max-age=60"}, ""),
        ("200 OK", TAGGED | {"vary": "Cookie"}, "vary"),
        ("200 OK", TAGGED | {"vary": "Accept-Language"}, "vary"),
        ("200 OK", TAGGED | {"vary": "*"}, "vary"),
        ("200 OK", TAGGED | {"vary": "Accept-Language", "surrogate-language": "any"}, ""),
        ("200 OK", TAGGED | {"vary": "Cookie", "surrogate-language": "any"}, "vary"),
        ("200 OK", TAGGED | {"vary": "HX-Request, accept-encoding"}, ""),
        ("200 OK", TAGGED | {"surrogate-control": "max-age=0"}, "expired"),
        ("200 OK", TAGGED | {"surrogate-control": "max-age=soon"}, "expired"),
        ("200 OK", TAGGED | {"surrogate-control": "max-age=5"}, ""),
    ],
)
def test_why_a_response_is_not_stored(status, fields, why):
    assert refusal(status, fields) == why


def test_a_page_with_a_form_of_one_visitor_is_not_stored():
    form = b'<input type="hidden" name="csrfmiddlewaretoken" value="x">'
    assert (body_refusal(form), body_refusal(b"<p>")) == ("csrf-token", "")


def test_repeated_headers_count_together():
    assert fields_of([("Vary", "Cookie"), ("vary", "Accept")]) == {"vary": "Cookie, Accept"}


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, math.inf),
        ({"surrogate-control": "content, max-age=90"}, 90),
        ({"surrogate-control": "max-age=-1"}, 0),
    ],
)
def test_a_page_lives_until_the_next_scheduled_change(fields, seconds):
    assert lifetime(fields) == seconds


def test_only_a_cdn_sees_the_surrogate_keys():
    headers = [("A", "1"), ("surrogate-key", "k"), ("Surrogate-Control", "max-age=1")]
    assert for_clients(headers, cdn=False) == [("A", "1")]
    assert for_clients(headers, cdn=True) == [("A", "1"), ("surrogate-key", "k")]
