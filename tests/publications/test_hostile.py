"""Whatever an address says, the answer is a page, a message or “not found”."""

from __future__ import annotations

import pytest

from opencity.publications import views
from opencity.publications.choosing import MOST
from opencity.publications.editions import Busy
from tests.publications.factories import pack_of
from tests.services.factories import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize("ending", ["/", ".pdf", ".txt"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("service=nobody", 404),
        ("service=%00", 404),
        ("service=%ff%fe", 404),
        ("service=" + "x" * 3000, 404),
        ("service=1%27%20OR%201%3D1", 404),
        ("service=", 404),
        ("", 200),
        ("services=S01", 200),
        ("&".join(f"service=S{number}" for number in range(MOST + 1)), 400),
        ("&".join(f"service=S{number}" for number in range(900)), 400),
    ],
)
def test_a_choice_that_makes_no_pack(client, ending, query, status):
    answer = client.get(f"/en/packs/own{ending}?{query}")

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")


def test_too_many_services_are_told_by_number_and_stay_ticked(client):
    services = ServiceFactory.create_batch(MOST + 1)
    query = "&".join(f"service={each.code}" for each in services)

    page = client.get(f"/en/packs/own/?{query}").content.decode()

    assert "Services: too many" in page
    assert f"You ticked {MOST + 1} services; {MOST} fit into a pack." in page
    assert page.count(" checked>") == MOST + 1


def test_a_choice_is_shared_by_its_address_and_tells_what_is_gone(client):
    service = ServiceFactory()
    query = f"?service={service.code}&service=gone&service={service.code}"

    page = client.get(f"/en/packs/own/{query}").content.decode()

    assert "One of the services you chose is not published and is left out." in page
    assert f'href="/en/packs/own.pdf?service={service.code}"' in page
    assert f'href="/en/packs/own.pdf?service={service.code}&amp;paper=a5"' in page
    assert f'href="/en/packs/?service={service.code}#own"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("paper", ["a3", "", "%00", "A4", "a4&paper=a0"])
def test_a_paper_that_we_do_not_have_is_not_found(client, paper):
    row = pack_of(ServiceFactory())

    assert client.get(f"/en/packs/{row.slug}.pdf?paper={paper}").status_code == 404


@pytest.mark.parametrize("path", ["x.pdf", "x.txt", "x/", "x.exe", "x.pdf/", "../x.pdf", "%00.pdf"])
def test_an_unknown_pack_is_not_found(client, path):
    assert client.get(f"/en/packs/{path}").status_code == 404


def test_a_pack_of_nothing_is_printed_too(client):
    row = pack_of()

    for ending in ("/", ".txt", ".pdf", ".pdf?paper=a5"):
        assert (ending, client.get(f"/en/packs/{row.slug}{ending}").status_code) == (ending, 200)


def test_a_reader_is_asked_to_come_back_while_the_press_is_busy(client, monkeypatch):
    def busy(*args):
        raise Busy

    row = pack_of(ServiceFactory())
    monkeypatch.setattr(views, "edition", busy)

    answer = client.get(f"/en/packs/{row.slug}.pdf")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.content.decode() == (
        "Many packs are being made just now. Please try again in a few seconds."
    )
