from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from opencity.accounts.roles import Role
from opencity.editing import queries
from opencity.editing.enums import Look
from opencity.editing.queries.due import NOBODY, Filter
from opencity.services.models import Cost
from tests.editing.factories import contact, district, organisation, person, place, service

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SOURCE = [{"title": "Наредба", "address": "https://law.example/1"}]
SURE = {"certainty": "documented", "sources": SOURCE}


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def listed(look: Look, user, **chosen) -> list:
    return [row.record for row in queries.page(look, user=user, chosen=Filter(**chosen), number=1)]


def test_mine_come_first_then_what_waits_longest():
    me = person(Role.EDITOR)
    late = place("late", review_after=in_days(-90))
    later = contact("later", review_after=in_days(-100))
    mine = service("mine", owner=me, review_after=in_days(0))
    place("soon", review_after=in_days(14))
    place("not-yet", review_after=in_days(15))

    assert listed(Look.DUE, me) == [mine, later, late]
    assert [row.code for row in listed(Look.SOON, me)] == ["soon"]


def test_what_is_not_public_is_not_due():
    me = person(Role.EDITOR)
    gone = place(review_after=in_days(-1))
    gone.unpublish()

    assert listed(Look.DUE, me) == []


def test_counts_tell_what_each_list_shows():
    me = person(Role.EDITOR)
    today = timezone.localdate()
    place("a", review_after=in_days(-1), verified_on=today, **SURE)
    place("b", certainty="documented")
    contact("c", certainty="placeholder", verified_on=today)
    counts = queries.counts(chosen=Filter())

    assert counts == {
        Look.DUE: 1,
        Look.SOON: 0,
        Look.NEVER: 1,
        Look.PLACEHOLDER: 1,
        Look.SOURCELESS: 1,
    }
    assert {look: len(listed(look, me)) for look in Look} == counts


def test_facts_in_the_rows_of_a_service_count_for_it():
    me = person(Role.EDITOR)
    row = service(**SURE)
    Cost.objects.create(service=row, amount=Decimal(3), certainty="placeholder")

    assert listed(Look.PLACEHOLDER, me) == [row]
    assert listed(Look.SOURCELESS, me) == []
    Cost.objects.update(certainty="documented")
    assert listed(Look.SOURCELESS, me) == [row]


def test_desk_is_narrowed_by_owner_kind_and_area():
    me, other = person(Role.EDITOR, "me"), person(Role.EDITOR, "other")
    here, ngo = district(), organisation(review_after=in_days(-1))
    late = {"review_after": in_days(-1)}
    ours = place("ours", district=here, owner=me, **late)
    theirs = place("theirs", organisation=ngo, owner=other, **late)
    phone = contact("phone", **late)
    ours.contacts.add(phone)
    ours.save()

    assert listed(Look.DUE, me, owner=other.pk) == [theirs]
    assert listed(Look.DUE, me, owner=NOBODY) == [phone, ngo]
    assert listed(Look.DUE, me, kind="directory.contact") == [phone]
    assert listed(Look.DUE, me, areas={"district": here.pk}) == [ours, phone]
    assert listed(Look.DUE, me, areas={"organisation": ngo.pk}) == [ngo, theirs]


def test_number_of_queries_does_not_grow(django_assert_num_queries):
    me = person(Role.EDITOR)
    for number in range(60):
        contact(f"c{number}", review_after=in_days(-1), owner=me)
    place(review_after=in_days(-1))
    # the number of rows, the page, and one for each kind on it
    with django_assert_num_queries(4):
        page = queries.page(Look.DUE, user=me, chosen=Filter(), number=2)
        assert len([str(row.record.owner) for row in page]) == 11
