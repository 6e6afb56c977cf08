from __future__ import annotations

import pytest

from opencity.core.pagecache.keys import Key, Keys
from tests.core.pagecache.visitor import environ_of

KEYS = Keys(("page", "sphere"), ("sessionid", "messages"))


def test_a_key_holds_all_that_a_public_page_depends_on():
    environ = environ_of("/en/plan/?page=2", HTTP_HX_REQUEST="true", HTTP_X_FORWARDED_PROTO="https")
    expected = Key("http", "https", "city.example", "/en/plan/", "page=2", "true")
    assert KEYS.of(environ) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"HTTP_HOST": "other.example"},
        {"PATH_INFO": "/bg/"},
        {"QUERY_STRING": "page=3"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_each_of_them_makes_another_key(changed):
    assert KEYS.of(environ_of("/en/", **changed)) != KEYS.of(environ_of("/en/"))


@pytest.mark.parametrize(
    "environ",
    [
        environ_of("/", HTTP_COOKIE="language=en; sessionid=abc"),
        environ_of("/", HTTP_COOKIE="messages=abc"),
        environ_of("/", HTTP_AUTHORIZATION="Bearer abc"),
        environ_of("/?utm_source=x"),
        environ_of("/?page=1&x"),
        environ_of("/?p%61ge=1"),
        environ_of("/?page=" + "1" * 1100),
        environ_of("/" + "a" * 1100),
        environ_of("/", HTTP_HX_REQUEST="false"),
        environ_of("/", HTTP_X_FORWARDED_PROTO="https, http"),
    ],
)
def test_the_cache_stays_aside(environ):
    assert KEYS.of(environ) is None


def test_other_cookies_do_not_matter():
    cookie = "csrftoken=abc; theme=dark"
    assert KEYS.of(environ_of("/", HTTP_COOKIE=cookie)) == KEYS.of(environ_of("/"))
