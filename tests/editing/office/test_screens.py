from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from opencity.accounts.roles import Role
from opencity.core.models import OutgoingMail
from opencity.core.office.access import refusal
from opencity.core.outbox import queue_mail
from opencity.core.registries import dashboard_tiles
from opencity.directory.models import EditorBinding
from opencity.editing import actions
from opencity.editing.actions import ask_for_change
from opencity.editing.kinds import edit_url
from opencity.editing.models import ChangeRequest, Link
from tests.editing.factories import contact, district, organisation, person, place, service

pytestmark = pytest.mark.django_db

OLD = date(2020, 1, 1)


@pytest.fixture
def sign_in(client):
    def sign(role: Role, name: str = ""):
        user = person(role, name)
        client.force_login(user)
        client.user = user
        return client

    return sign


def test_desk_lists_mine_first_and_confirms_the_chosen(sign_in):
    client = sign_in(Role.EDITOR)
    mine = contact(owner=client.user, review_after=OLD)
    theirs = contact("c2", review_after=OLD)
    page = client.get("/office/due/?owner=nobody&kind=nothing&district=x&look=y&p=9")

    assert [row.record for row, _url, _may in page.context["rows"]] == [mine, theirs]
    chosen = [f"directory.contact/{mine.pk}"]
    answer = client.post("/office/due/?look=due", {"record": chosen})
    assert (answer.status_code, answer["Location"]) == (302, "/office/due/?look=due")
    mine.refresh_from_db()
    assert mine.verified_on == timezone.localdate()
    refused = client.post("/office/due/", {"record": [f"directory.contact/{theirs.pk}"]})
    assert refused.status_code == 302
    theirs.refresh_from_db()
    assert theirs.verified_on is None


@pytest.mark.parametrize("record", ["nothing/1", "accounts.user/1", "directory.contact/x", "/"])
def test_record_that_is_none_is_not_found(sign_in, record):
    assert sign_in(Role.EDITOR).post("/office/due/", {"record": [record]}).status_code == 404


def test_one_record_is_confirmed_with_a_typed_date(sign_in):
    client = sign_in(Role.EDITOR)
    row = place()
    address = reverse("editing:check", args=["directory", "place", row.pk])
    again = timezone.localdate() + timedelta(days=30)
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"review_after": "1999-01-01"})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["__all__"]
    answer = client.post(address, {"review_after": again.isoformat()})
    row.refresh_from_db()

    assert answer["Location"] == edit_url(row)
    assert (row.review_after, row.verified_by) == (again, client.user)


def test_lists_and_forms_offer_both_and_forms_say_what_is_asked_for(sign_in):
    client = sign_in(Role.EDITOR)
    row = place()
    change = ask_for_change(actor=None, row=row, text="A <b>new</b> door")
    check = reverse("editing:check", args=["directory", "place", row.pk])
    ask = reverse("editing:ask", args=["directory", "place", row.pk])
    form = client.get(edit_url(row)).content.decode()
    listing = client.get(reverse(row.snippet_viewset.get_url_name("list"))).content.decode()

    for page in (form, listing):
        assert (check in page, ask in page) == (True, True)
    assert "A &lt;b&gt;new&lt;/b&gt; door" in form
    assert reverse("editing:change", args=[change.pk]) in form


def test_several_records_of_a_list_are_confirmed_at_once(sign_in):
    client = sign_in(Role.EDITOR)
    rows = [place("a"), place("b")]
    address = reverse("wagtail_bulk_action", args=["directory", "place", "confirm_checked"])
    address += "?" + "&".join(f"id={row.pk}" for row in rows)
    assert client.get(address).status_code == 200
    client.post(address)
    for row in rows:
        row.refresh_from_db()

    assert [row.verified_by for row in rows] == [client.user] * 2


def test_change_is_asked_for_and_answered(sign_in):
    client = sign_in(Role.EDITOR)
    owner = person(Role.INTEGRATION_UNIT, "owner")
    row = contact(owner=owner)
    address = reverse("editing:ask", args=["directory", "contact", row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": ""}).status_code == 422
    answer = client.post(address, {"text": "02 999", "source": "city.example/x"})
    change = ChangeRequest.objects.get()
    assert (change.asked, change.source) == (owner, "https://city.example/x")
    assert answer["Location"] == reverse("editing:change", args=[change.pk])
    assert client.post(answer["Location"], {"state": "done"})["Location"] == "/office/"
    client.force_login(owner)
    assert client.post(answer["Location"], {"state": "declined"}).status_code == 422
    assert client.post(answer["Location"], {"state": "open"}).status_code == 422
    assert client.post(answer["Location"], {"state": "done"}).status_code == 302
    change.refresh_from_db()
    assert change.state == "done"
    row.delete()
    assert client.get("/office/due/changes/?state=done").status_code == 200
    assert client.get(answer["Location"]).status_code == 200


def test_change_of_others_is_not_shown(sign_in):
    change = ask_for_change(actor=None, row=contact(), text="x")
    client = sign_in(Role.EDITOR)

    assert client.get(reverse("editing:change", args=[change.pk])).status_code == 404


@pytest.mark.parametrize("of", ["accounts/user", "no/thing", "core/auditentry", "services/cost"])
def test_changes_are_asked_of_the_offices_records_only(sign_in, of):
    assert sign_in(Role.EDITOR).get(f"/office/due/ask/{of}/1/").status_code == 404


def test_link_is_replaced_after_a_page_that_lists_what_changes(sign_in):
    client = sign_in(Role.INTEGRATION_UNIT)
    row = service(online_url="https://old.example/page")
    actions.collect_links()
    link = Link.objects.get()
    address = reverse("editing:link", args=[link.pk])
    assert client.get("/office/due/links/?state=x").context["state"] == "new"
    assert client.post(address, {"new": "javascript:x"}).status_code == 422
    asked = client.post(address, {"new": "https://new.example/"})
    row.refresh_from_db()
    assert (asked.context["asks"], row.online_url) == (True, "https://old.example/page")
    assert [(use["record"], use["in_draft"]) for use in asked.context["uses"]] == [(row, False)]
    answer = client.post(address, {"new": "https://new.example/", "confirm": "1"})
    row.refresh_from_db()
    assert (answer.status_code, row.online_url) == (302, "https://new.example/")


def test_editor_sees_links_and_replaces_none(sign_in):
    client = sign_in(Role.EDITOR)
    contact()
    actions.collect_links()
    address = reverse("editing:link", args=[Link.objects.get().pk])

    assert client.get(address).context["may_replace"] is False
    posted = {"new": "https://new.example/", "confirm": "1"}
    assert client.post(address, posted).status_code in (302, 403)
    assert Link.objects.get().url == "https://old.example/page"


def test_administrator_sends_mail_again(sign_in):
    mail = queue_mail(to="a@b.example", subject="x", body="y", language="en", key="k")
    OutgoingMail.objects.update(state="failed", attempts=8)
    client = sign_in(Role.ADMINISTRATOR)
    assert client.get("/office/due/mail/?state=failed").status_code == 200
    assert client.post("/office/due/mail/", {"mail": str(mail.pk)}).status_code == 302
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 0)
    assert client.post("/office/due/mail/", {"mail": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.EDITOR, {"due": 200, "changes": 200, "links": 200, "mail": 302}),
        (Role.MEASURE_OWNER, {"due": 302, "changes": 302, "links": 302, "mail": 302}),
        (Role.ADMINISTRATOR, {"due": 200, "changes": 200, "links": 200, "mail": 200}),
    ],
)
def test_who_sees_what(sign_in, role, seen):
    client = sign_in(role)

    assert {name: client.get(reverse(f"editing:{name}")).status_code for name in seen} == seen


def test_first_page_shows_the_numbers_of_those_who_may_see_them(sign_in):
    client = sign_in(Role.EDITOR)
    contact(owner=client.user, review_after=OLD)
    shown = client.get("/office/").content.decode()

    for tile in dashboard_tiles:
        assert (str(tile.label) in shown) == (
            not tile.permission or client.user.has_perm(tile.permission)
        )
    assert f"<span>1</span> {gettext('of my records to look at again')}" in shown


def test_bound_editor_works_on_records_of_the_own_part_only(sign_in):
    client = sign_in(Role.EDITOR)
    here, there = district("1"), district("2")
    ngo = organisation("ngo")
    part = organisation("part", parent=ngo)
    EditorBinding.objects.create(user=client.user, district=here)
    EditorBinding.objects.create(user=client.user, organisation=ngo)
    ours, theirs = place("o1", district=here), place("o2", district=there)
    given, other = service("s1", provider=part), service("s2")

    def status(row, name="edit"):
        return client.get(
            reverse(row.snippet_viewset.get_url_name(name), args=[row.pk])
        ).status_code

    assert [status(row) for row in (ours, part, given)] == [200] * 3
    assert [status(row) for row in (theirs, other)] == [302] * 2
    assert status(theirs, "history") == 302
    listed = client.get(reverse(ours.snippet_viewset.get_url_name("list")))
    assert list(listed.context["object_list"]) == [ours]
    added = client.get(reverse(ours.snippet_viewset.get_url_name("add")))
    assert added.status_code == 302
    client.user.groups.set([])
    client.force_login(person(Role.INTEGRATION_UNIT))
    assert [status(row) for row in (ours, theirs, other)] == [200] * 3


def test_bound_editor_hands_no_record_over_to_another_district(sign_in):
    client = sign_in(Role.EDITOR)
    here, there = district("1"), district("2")
    EditorBinding.objects.create(user=client.user, district=here)
    row = place(district=here)
    data = {"code": row.code, "slug": row.slug, "kind": row.kind, "name_bg": "x",
            "wheelchair": "unknown", "certainty": "documented", "languages": "",
            "exceptions-TOTAL_FORMS": 0, "exceptions-INITIAL_FORMS": 0}  # fmt: skip
    refused = client.post(edit_url(row), data | {"district": there.pk})
    assert (refused.status_code, str(refusal()) in refused.content.decode()) == (200, True)
    row.refresh_from_db()
    assert row.has_unpublished_changes is False
    kept = client.post(edit_url(row), data | {"district": here.pk})
    row.refresh_from_db()
    assert (kept.status_code, row.has_unpublished_changes) == (302, True)
    assert row.get_latest_revision_as_object().name == {"bg": "x"}
