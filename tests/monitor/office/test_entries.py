"""The desk takes a figure and lets another person decide; nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from opencity.accounts.roles import Role
from opencity.monitor.actions import decide_entry
from opencity.monitor.models import Entry
from opencity.monitor.queries import in_force
from tests.accounts.factories import officer
from tests.monitor.factories import indicator, series

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return series(indicator())


@pytest.fixture
def typed(line):
    return {
        "series": line.pk,
        "period": "2025",
        "value": "120.5",
        "flags": ["P"],
        "sources": "Letter of 3 May | https://example.org/letter",
    }


def sign_in(client, role, email="somebody@example.org"):
    person = officer(email, role)
    client.force_login(person)
    return person


def enter(client, typed):
    return client.post(reverse("monitor_office:enter"), typed)


def test_entered_by_one_and_approved_by_another(client, typed):
    sign_in(client, Role.EDITOR)
    answer = enter(client, typed)
    entry = Entry.objects.get()
    assert answer.headers["Location"] == reverse("monitor_office:entry", args=[entry.pk])
    assert (entry.value, entry.flags, in_force().count()) == (Decimal("120.5"), "P", 0)
    page = client.get(reverse("monitor_office:entry", args=[entry.pk])).content.decode()
    assert 'name="approve"' not in page

    sign_in(client, Role.INTEGRATION_UNIT, "unit@example.org")
    address = reverse("monitor_office:entry", args=[entry.pk])
    assert 'name="approve"' in client.get(address).content.decode()
    client.post(address, {"approve": "yes"})

    assert in_force().get().value == Decimal("120.5")
    listed = client.get(reverse("monitor_office:entries")).content.decode()
    assert "120.5" in listed or "120,5" in listed


@pytest.mark.parametrize(
    "wrong",
    [{"period": "soon"}, {"value": "many"}, {"sources": ""}, {"series": ""}, {"flags": ["X"]}],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(client, typed, wrong):
    sign_in(client, Role.EDITOR)

    answer = enter(client, typed | wrong)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    assert "Letter of 3 May" in answer.content.decode() or "sources" in wrong
    assert Entry.objects.count() == 0


def test_a_second_figure_of_a_period_is_refused_with_a_reason(client, typed):
    sign_in(client, Role.EDITOR)
    enter(client, typed)

    answer = enter(client, typed)

    assert (answer.status_code, Entry.objects.count()) == (422, 1)
    assert answer.context["form"].non_field_errors()


def test_an_approved_figure_is_withdrawn_with_a_reason(client, typed):
    sign_in(client, Role.EDITOR)
    enter(client, typed)
    entry = Entry.objects.get()
    page, address = (
        reverse(f"monitor_office:{name}", args=[entry.pk]) for name in ("entry", "withdraw")
    )
    sign_in(client, Role.INTEGRATION_UNIT, "unit@example.org")
    assert client.get(address).status_code == 404
    client.post(page, {"approve": "yes"})
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200
    for wrong in ("", "Wrong\0"):
        assert client.post(address, {"reason": wrong}).status_code == 422

    client.post(address, {"reason": "The letter was about another year."})

    assert in_force().count() == 0
    assert address not in client.get(page).content.decode()
    assert client.post(address, {"reason": "Again."}).status_code == 422


def test_editors_withdraw_nothing_and_an_entry_without_a_figure_is_shown(client, typed):
    sign_in(client, Role.EDITOR)
    enter(client, typed)
    enter_again = typed | {"reason": "Counted anew."}
    unit = officer("unit@example.org", Role.INTEGRATION_UNIT)
    decide_entry(actor=unit, entry=Entry.objects.get(), approve=True)
    enter(client, enter_again)
    second = Entry.objects.order_by("pk")[1]
    decide_entry(actor=unit, entry=second, approve=True)

    for entry in Entry.objects.all():
        address = reverse("monitor_office:withdraw", args=[entry.pk])
        page = client.get(reverse("monitor_office:entry", args=[entry.pk]))
        assert (page.status_code, address in page.content.decode()) == (200, False)
        assert client.post(address, {"reason": "Wrong."}).status_code in {302, 403}
    assert client.get(reverse("monitor_office:entries")).status_code == 200
    assert in_force().count() == 1


def test_refusing_needs_an_answer(client, typed):
    sign_in(client, Role.EDITOR)
    enter(client, typed)
    sign_in(client, Role.INTEGRATION_UNIT, "unit@example.org")
    address = reverse("monitor_office:entry", args=[Entry.objects.get().pk])

    assert client.post(address, {"approve": "no"}).status_code == 422
    assert client.post(address, {}).status_code == 422
    client.post(address, {"approve": "no", "answer": "The letter says 102."})

    assert Entry.objects.get().decision == "refused"


def test_who_may_not_sees_nothing(client, typed):
    sign_in(client, Role.MEASURE_OWNER)
    for name in ("entries", "enter"):
        assert client.get(reverse(f"monitor_office:{name}")).status_code in {302, 403}
    assert enter(client, typed).status_code in {302, 403}
    assert Entry.objects.count() == 0


def test_records_of_the_monitor_can_be_edited(client, line):
    sign_in(client, Role.INTEGRATION_UNIT)
    for model in ("indicator", "series", "target", "framework", "domain", "code"):
        assert client.get(reverse(f"wagtailsnippets_monitor_{model}:list")).status_code == 200
    edit = reverse("wagtailsnippets_monitor_indicator:edit", args=[line.indicator.pk])
    assert client.get(edit).status_code == 200
