from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencity.services.findable import guide_documents
from opencity.services.guides import guide_context
from opencity.services.models import Cost
from tests.plan.factories import edit, words
from tests.services.journeys import guide, service, step

pytestmark = pytest.mark.django_db

FIRST, LATER = words("First days"), words("Later")


def branched():
    return guide(
        step("Everybody", phase=FIRST),
        step("Union", phase=FIRST, groups=["eu"], service=service()),
        step("Others", phase=LATER, groups=["third_country", "student"]),
    )


def shown(client, path):
    phases = client.get(path).context["phases"]
    return [[(line.number, line.row.title["en"], line.branch) for line in each] for each in phases]


def test_whole_guide_shows_every_branch_with_its_label_in_its_phases(client):
    path = f"/en/guides/{branched().slug}/"

    assert shown(client, path) == [
        [(1, "Everybody en", []), (2, "Union en", ["EU, EEA and Swiss citizens"])],
        [(3, "Others en", ["citizens of other countries", "students"])],
    ]
    page = client.get(path).content.decode()
    assert page.count("Only for:") == 2
    assert '<ol class="journey" start="3">' in page
    assert f'<a href="{path}?for=third_country">citizens of other countries</a>' in page


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        ("eu", ["Everybody en", "Union en"]),
        ("student", ["Everybody en", "Others en"]),
        ("family", ["Everybody en", "Union en", "Others en"]),
        ("%00<script>", ["Everybody en", "Union en", "Others en"]),
    ],
)
def test_branch_leaves_out_the_steps_of_others(client, wanted, titles):
    path = f"/en/guides/{branched().slug}/?for={wanted}"
    found = [title for phase in shown(client, path) for _number, title, _branch in phase]
    assert found == titles
    assert (client.get(path).content.decode().count("Only for:") == 0) == (len(titles) == 2)


def test_step_tells_deadline_and_costs_of_its_service(client):
    row = service(title={"en": "The certificate"})
    page = client.get(f"/en/guides/{guide(step(service=row)).slug}/").content.decode()

    assert f'<a href="/en/services/{row.slug}/">The certificate</a>' in page
    assert "3 months, counted from your arrival" in page
    assert "<bdi>€7</bdi> – Card en" in page
    assert "14 days" not in page


def test_of_many_costs_a_step_tells_the_range(client):
    row = service()
    for amount in ("1.00", "20.00", "3.50"):
        Cost.objects.create(service=row, amount=amount, currency="EUR")
    page = client.get(f"/en/guides/{guide(step(service=row)).slug}/").content.decode()

    assert "€1 to €20" in page
    assert "Card en" not in page


def test_nothing_of_a_draft_is_shown(client):
    hidden = guide(step())
    hidden.unpublish()
    row = guide(step("Public", service=service(live=False, title={"en": "Secret service"})))
    edit(row, title={"en": "Secret title"}, steps=[step("Secret step")])

    listed = client.get("/en/guides/").content.decode()
    page = client.get(f"/en/guides/{row.slug}/").content.decode()
    assert (hidden.slug in listed, row.slug in listed) == (False, True)
    assert ("Secret" in listed, "Secret" in page, "Public en" in page) == (False, False, True)
    assert client.get(f"/en/guides/{hidden.slug}/").status_code == 404
    assert hidden.slug not in client.get("/sitemap.xml").content.decode()


def test_preview_shows_the_draft():
    row = guide(step("Public"))
    edit(row, steps=[step("Draft step")])
    context = guide_context(row.get_latest_revision_as_object(), draft=True)
    assert [line.row.title["en"] for phase in context["phases"] for line in phase] == [
        "Draft step en"
    ]


@pytest.mark.both_databases
def test_number_of_queries_does_not_grow(client):
    counted = []
    for number in (1, 5):
        row = guide(*(step(f"Step {each}", service=service()) for each in range(number)))
        for path in ("/uk/guides/", f"/uk/guides/{row.slug}/"):
            with CaptureQueriesContext(connection) as found:
                client.get(path)
            counted.append(len(found))
    assert counted == [2, 5, 2, 5]


def test_pages_may_be_cached_until_a_service_changes(client):
    for path in ("/en/guides/", f"/en/guides/{guide(step()).slug}/"):
        answer = client.get(path)
        assert (answer.headers["Surrogate-Key"], dict(answer.cookies)) == ("services texts", {})


def test_search_finds_what_is_published_of_a_guide():
    shown = guide(step("Wash hands"), title=words("Clean"), groups=["eu"])
    edit(shown, title=words("Secret"))
    guide(step()).unpublish()

    found = [(doc.code, doc.titles["tr"], doc.facets["group"]) for doc in guide_documents(None)]
    assert found == [(shown.code, "Clean tr", ["eu"])]
    assert next(guide_documents([str(shown.pk)])).bodies["tr"] == "In short tr\nWash hands tr"
