from __future__ import annotations

import socket

import pytest

from opencity.editing.enums import LinkState
from opencity.editing.links import client
from opencity.editing.links.client import Finding, is_public, look
from opencity.editing.links.rules import judge
from tests.editing.links import server


@pytest.fixture(scope="module")
def site():
    with server() as running:
        yield running


@pytest.fixture
def _reaches_private(settings):
    settings.LINK_CHECK_REACHES_PRIVATE = True


@pytest.mark.usefixtures("_reaches_private")
@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/", Finding(200)),
        ("/#part", Finding(200)),
        ("/404/x", Finding(404)),
        ("/410", Finding(410)),
        ("/get-only", Finding(200)),
        ("/301/new", Finding(200, "{site}/new", for_good=True)),
        ("/302/new", Finding(200, "{site}/new")),
        ("/301/302/new", Finding(200, "{site}/new")),
        ("/301/404", Finding(404, "{site}/404", for_good=True)),
        ("/301/301/301/301/301/301/", Finding(error="too many redirects")),
    ],
)
def test_answers_are_understood(site, path, finding):
    address, _seen = site
    found = look(address + path)

    assert found == Finding(
        finding.status, finding.leads_to.format(site=address), finding.for_good, finding.error
    )


@pytest.mark.usefixtures("_reaches_private")
def test_checker_says_who_it_is(site, settings):
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://city.example", "a@city.example"
    look(site[0] + "/who")

    assert site[1][-1] == (
        "HEAD", "/who", "OpenCityLinkCheck/1.0 (+https://city.example; a@city.example)",
    )  # fmt: skip


@pytest.mark.usefixtures("_reaches_private")
def test_closed_port_is_an_error_and_no_exception():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    found = look(address)

    assert (found.status, found.is_final) == (None, False)
    assert found.error


@pytest.mark.parametrize("address", ["http://[::1", "https://", "ftp://a.example/"])
def test_malformed_address_is_an_error_and_no_exception(address):
    assert look(address).status is None


def test_own_machines_are_not_looked_at(site):
    address, seen = site
    before = len(seen)
    found = [look(address + "/secret"), look(address.replace("127.0.0.1", "localhost"))]

    assert [(each.status, each.is_final) for each in found] == [(None, True)] * 2
    assert len(seen) == before


def test_redirect_to_an_own_machine_is_refused(site, monkeypatch):
    address, seen = site
    port = address.rpartition(":")[2]

    def resolve(host, *args, **kwargs):
        return "127.0.0.1" if host == "outside.example" else refuse(host)

    def refuse(host):
        raise client.NotPublic(host)

    monkeypatch.setattr(client, "public_address", resolve)
    monkeypatch.setattr("tests.editing.links.Answers.send_header", _send_inside)
    found = look(f"http://outside.example:{port}/302/x")

    assert (found.status, found.is_final) == (None, True)
    assert [path for _method, path, _agent in seen[-2:]] != ["/302/x", "/x"]


def _send_inside(self, name, value):
    value = "http://inside.example/x" if name == "Location" else value
    self._headers_buffer.append(f"{name}: {value}\r\n".encode())


def test_name_that_has_one_private_address_is_refused(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(client.NotPublic):
        client.public_address("rebound.example", 80)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_public_addresses_are_told_from_others(number, public):
    assert is_public(number) is public


@pytest.mark.parametrize(
    ("finding", "failures", "state"),
    [
        (Finding(200), 2, LinkState.FINE),
        (Finding(200, "https://b.example", for_good=True), 0, LinkState.MOVED),
        (Finding(200, "https://b.example"), 0, LinkState.FINE),
        (Finding(403), 2, LinkState.CLOSED),
        (Finding(429), 2, LinkState.CLOSED),
        (Finding(404), 0, LinkState.UNSURE),
        (Finding(error="no answer"), 1, LinkState.UNSURE),
        (Finding(503), 2, LinkState.BROKEN),
        (Finding(error="private", is_final=True), 0, LinkState.BROKEN),
    ],
)
def test_link_is_broken_after_three_looks(finding, failures, state):
    assert judge(finding, failures).state == state
