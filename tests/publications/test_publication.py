"""What is not published is in no page, text or PDF."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from opencity.core.jobs.registry import schedules
from opencity.publications.registrations import pack_documents, sitemap_paths
from opencity.publications.tasks import warm_packs
from opencity.services.models import Step
from tests.plan.factories import edit, publish, words
from tests.publications.factories import GuideFactory, PackFactory, full_service, pack_of
from tests.publications.paper import words_of
from tests.services.factories import DocumentFactory, ServiceFactory, TopicFactory

pytestmark = pytest.mark.django_db


def all_words(client, slug: str) -> str:
    """Return what page, plain text and PDF of a pack say together."""
    page = client.get(f"/en/packs/{slug}/")
    text = client.get(f"/en/packs/{slug}.txt")
    pdf = client.get(f"/en/packs/{slug}.pdf")
    assert (page.status_code, text.status_code, pdf.status_code) == (200, 200, 200)
    return " ".join([page.content.decode(), text.content.decode(), words_of(pdf.content)])


def test_drafts_of_packs_and_of_what_they_hold_leak_nowhere(client):
    secret = words("Secret")
    hidden = ServiceFactory(title=secret, live=False)
    service = full_service()
    paper = DocumentFactory(name=secret, live=False)
    row = pack_of(service, hidden, guide=GuideFactory(title=secret, live=False))
    edit(row, title=secret, summary=secret)
    draft = service.get_latest_revision_as_object()
    draft.summary = secret
    draft.steps = [Step(title=secret)]
    draft.save_revision(clean=False)
    service.documents.create(document=paper, note=secret)
    PackFactory(slug="unpublished", title=secret, live=False)

    assert "Secret" not in all_words(client, row.slug)
    assert "Secret" not in client.get("/en/packs/").content.decode()
    for path in ("unpublished/", "unpublished.pdf", "unpublished.txt"):
        assert (path, client.get(f"/en/packs/{path}").status_code) == (path, 404)
    own = f"/en/packs/own.pdf?service={service.code}&service={hidden.code}"
    assert "Secret" not in words_of(client.get(own).content)
    assert [found.code for found in pack_documents(None)] == [row.code]
    assert [found[1] for found in sitemap_paths()] == [{}, {"slug": row.slug}]


def test_a_changed_fact_gives_a_new_edition_with_a_new_tag(client):
    service = full_service()
    row = pack_of(service)
    path = f"/en/packs/{row.slug}.pdf"
    before = client.get(path)
    again = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    edit(service, summary=words("Changed")).publish(skip_permission_checks=True)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert "Changed en" in words_of(after.content)


def test_services_published_later_join_the_packs_of_their_topics(client):
    topic = TopicFactory()
    first = ServiceFactory(topics=[topic])
    picked = ServiceFactory(code="A-later-code-first")
    row = pack_of(picked, topics=[topic])
    second = ServiceFactory(topics=[topic])

    text = client.get(f"/en/packs/{row.slug}.txt").content.decode()

    codes = [picked.code, first.code, second.code]
    assert [line.split()[0] for line in text.splitlines() if line.split("  ")[0] in codes] == codes


def test_the_address_of_readers_own_packs_is_no_packs_address():
    with pytest.raises(ValidationError, match="запазен за пакетите"):
        PackFactory.build(slug="own").full_clean()


def test_packs_are_built_before_anybody_asks_and_only_after_a_change(shelves):
    row = pack_of(ServiceFactory())

    built = warm_packs()
    editions = set((shelves / "ready").glob("*.pdf"))

    assert (built, len(editions)) == (12, 12)
    assert warm_packs() == 0
    (shelves / "warmed").write_text("what was before a change")
    publish(row)
    assert warm_packs() == 12
    assert set((shelves / "ready").glob("*.pdf")) == editions


def test_the_building_of_packs_is_a_schedule():
    assert schedules.get("warm-packs").job is warm_packs
