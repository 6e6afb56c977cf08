"""What browsers are told about public pages, the office and open data."""

from __future__ import annotations

import pytest

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}

pytestmark = pytest.mark.django_db


def policy(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/", 200),
        ("/en/search/?q=a", 200),
        ("/en/account/login/", 200),
        ("/en/nothing/", 404),
        ("/officer/", 404),
        ("/en/office/", 404),
        ("/api/v1/plan/", 404),
        ("/api/v1/search?q=a", 200),
        ("/robots.txt", 200),
        ("/", 302),
    ],
)
def test_everything_public_has_the_strict_policy(client, path, status):
    answer = client.get(path)

    assert (answer.status_code, policy(answer)) == (status, STRICT)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_office_has_the_policy_that_its_screens_need_and_no_foreign_hosts(client):
    found = policy(client.get("/office/"))

    assert found["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
    assert (found["default-src"], found["object-src"]) == ("'none'", "'none'")
    assert "http" not in str(found)


def test_other_sites_read_open_data_and_nothing_else(client):
    name = "Access-Control-Allow-Origin"

    assert client.get("/api/v1/search?q=a").headers[name] == "*"
    assert client.get("/api/v1/plan/").headers[name] == "*"
    for path in ("/en/", "/office/", "/en/account/login/", "/healthz"):
        assert (path, name in client.get(path).headers) == (path, False)
