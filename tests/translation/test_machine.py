from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opencity.core.errors import DomainError
from opencity.plan.models import Goal
from opencity.services.models import Topic
from opencity.translation import actions, queries
from opencity.translation.actions import machine
from opencity.translation.enums import OrderState, Standing
from opencity.translation.models import Dispatch, MachineOrder
from opencity.translation.providers import Busy
from tests.translation.factories import GoalFactory, TermFactory, TopicFactory, officer
from tests.translation.providers.fakes import (
    NAME,
    PASSWORD,
    FakeDeepL,
    FakeETranslation,
    etranslation_answer,
    running,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map"}, text={"bg": "Нова лична карта"})
    row.save_revision().publish()
    return Goal.objects.get(pk=row.pk)


@pytest.fixture
def deepl(monkeypatch):
    with running(FakeDeepL) as server:
        monkeypatch.setenv("DEEPL_API_KEY", PASSWORD)
        monkeypatch.setenv("DEEPL_URL", server.url)
        yield server


@pytest.fixture
def etranslation(monkeypatch, settings):
    settings.SITE_URL = "https://city.example"
    with running(FakeETranslation) as server:
        monkeypatch.setenv("ETRANSLATION_APPLICATION", NAME)
        monkeypatch.setenv("ETRANSLATION_PASSWORD", PASSWORD)
        monkeypatch.setenv("ETRANSLATION_URL", server.url)
        yield server


def order(actor, language="uk", provider="deepl", **options):
    found = machine.order_translation(actor=actor, provider=provider, language=language, **options)
    machine.work_on(order_id=found.pk)
    found.refresh_from_db()
    return found


def draft(row):
    return type(row).objects.get(pk=row.pk).get_latest_revision_as_object()


def test_what_is_missing_becomes_a_draft_of_machine_origin(goal, translator, deepl):
    TermFactory(name={"bg": "лична карта", "uk": "посвідчення"}, keep=True)

    done = order(translator, instance=goal)

    assert (done.state, done.done, done.total, done.passed_over) == (OrderState.DONE, 2, 2, [])
    assert Goal.objects.get(pk=goal.pk).title == {"bg": "Карта", "en": "Map"}
    assert draft(goal).title["uk"] == "UK"
    assert draft(goal).text["uk"] == "UK посвідчення (лична карта)"
    sheet = queries.sheet(Goal.objects.get(pk=goal.pk), "uk")
    assert [entry.standing for entry in sheet.entries] == [Standing.MACHINE, Standing.MACHINE]
    assert DBTaskResult.objects.filter(task_path__endswith=".work_on_order").count() == 1


def test_what_people_wrote_stays_and_what_is_outdated_is_made_anew(goal, translator, deepl):
    actions.record_texts(actor=None, instance=goal)
    assert order(translator, "en", instance=goal).done == 1
    assert draft(goal).title["en"] == "Map"

    changed = draft(goal)
    changed.title = changed.title | {"bg": "План"}
    changed.save_revision()
    order(translator, "en", instance=goal)

    assert draft(goal).title["en"] == "EN-GB"


def test_a_language_is_filled_over_the_whole_site_as_permissions_allow(goal, translator, deepl):
    topic = TopicFactory()
    GoalFactory(title={"bg": "Друга"}, version=goal.version, locked=True)

    done = order(translator)

    assert (done.state, done.total, done.done) == (OrderState.DONE, 4, 2)
    assert len(done.passed_over) == 2
    assert "uk" not in Topic.objects.get(pk=topic.pk).name


def test_publishing_follows_permission(goal, publisher, deepl):
    order(publisher, instance=goal, publish=True)

    assert Goal.objects.get(pk=goal.pk).title["uk"] == "UK"


def test_a_text_that_does_not_fit_is_passed_over(translator, deepl):
    row = GoalFactory(title={"bg": " ".join("а" * 100)})

    done = order(translator, "en", instance=row)

    assert (done.done, len(done.passed_over)) == (0, 1)
    assert done.passed_over[0]["text"] == f"plan.goal:{row.pk}:title"


def test_texts_go_in_requests_of_the_size_that_the_provider_takes(
    goal, translator, deepl, monkeypatch
):
    monkeypatch.setattr("opencity.translation.providers.deepl.transport.DeepL.most_texts", 1)

    assert order(translator, instance=goal).done == 2
    assert [len(data["text"]) for _path, _headers, data in deepl.asked] == [1, 1]


def test_a_busy_provider_is_asked_again_and_what_was_done_stays(goal, translator, deepl):
    GoalFactory(title={"bg": "Друга"}, version=goal.version)
    found = machine.order_translation(actor=translator, provider="deepl", language="uk")
    deepl.failures += [(429, "{}"), (503, "{}")]
    for _attempt in range(2):
        with pytest.raises(Busy):
            machine.work_on(order_id=found.pk)
        found.refresh_from_db()
        assert found.state == OrderState.WAITING
        assert "DeepL" in found.message

    machine.work_on(order_id=found.pk)

    found.refresh_from_db()
    assert (found.state, found.done, found.attempts, found.message) == (OrderState.DONE, 3, 0, "")


def test_an_order_is_given_up_with_words(goal, translator, deepl):
    found = machine.order_translation(actor=translator, provider="deepl", language="uk")
    deepl.failures += [(503, "{}")] * machine.ATTEMPTS
    for _attempt in range(machine.ATTEMPTS - 1):
        with pytest.raises(Busy):
            machine.work_on(order_id=found.pk)
    machine.work_on(order_id=found.pk)
    found.refresh_from_db()
    assert (found.state, "503" in found.message) == (OrderState.FAILED, True)

    deepl.failures += [(456, '{"message": "Quota Exceeded"}')]
    again = order(translator)
    assert (again.state, "Quota Exceeded" in again.message) == (OrderState.FAILED, True)


def test_orders_that_make_no_sense_are_refused(goal, translator, reviewer, deepl):
    topic = TopicFactory()
    with pytest.raises(PermissionDenied):
        order(reviewer)
    with pytest.raises(PermissionDenied):
        order(translator, instance=topic)
    for options in ({"provider": "libretranslate"}, {"language": "bg"}, {"language": "xx"}):
        with pytest.raises(DomainError):
            order(translator, **options)
    machine.order_translation(actor=translator, provider="deepl", language="uk")
    for instance in (None, goal):
        with pytest.raises(DomainError):
            order(translator, instance=instance)


def test_an_order_of_somebody_who_left_or_of_a_provider_that_is_gone_ends(
    goal, translator, deepl, monkeypatch
):
    found = machine.order_translation(actor=translator, provider="deepl", language="uk")
    monkeypatch.delenv("DEEPL_API_KEY")

    machine.work_on(order_id=found.pk)

    found.refresh_from_db()
    assert found.state == OrderState.FAILED
    MachineOrder.objects.update(state=OrderState.WAITING, ordered_by=None)
    machine.work_on(order_id=found.pk)
    found.refresh_from_db()
    assert found.state == OrderState.FAILED


def answer(client, server, token, language="uk"):
    body = etranslation_answer(server.asked[-1][2], language)
    url = reverse("translation-answers:answer", args=[token])
    return client.post(url, body, content_type="application/octet-stream")


def test_answers_that_come_later_are_saved_once(goal, translator, etranslation, client):
    TermFactory(name={"bg": "лична карта", "uk": "посвідчення"}, keep=True)
    found = order(translator, provider="etranslation", instance=goal)
    assert found.state == OrderState.SENT
    sent = Dispatch.objects.get()
    assert sent.reference == "4711"
    destination = etranslation.asked[0][2]["destinations"]["httpDestinations"]
    assert destination == [f"https://city.example/translation-answers/{sent.token}/"]

    assert answer(client, etranslation, sent.token).status_code == 200
    assert answer(client, etranslation, sent.token, "xx").status_code == 200
    machine.settle(dispatch_id=sent.pk)
    machine.settle(dispatch_id=sent.pk)

    found.refresh_from_db()
    assert (found.state, found.done) == (OrderState.DONE, 2)
    assert draft(goal).text["uk"] == "uk посвідчення (лична карта)"


def test_what_changed_while_a_provider_worked_is_not_written_over(
    goal, translator, etranslation, client
):
    order(translator, provider="etranslation", instance=goal)
    row = draft(goal)
    row.title = row.title | {"uk": "Мапа"}
    row.save_revision()
    sent = Dispatch.objects.get()

    answer(client, etranslation, sent.token)
    machine.settle(dispatch_id=sent.pk)

    assert draft(goal).title["uk"] == "Мапа"
    assert len(MachineOrder.objects.get().passed_over) == 1


def test_errors_and_silence_end_an_order_in_words(goal, translator, etranslation, client):
    first = order(translator, provider="etranslation", instance=goal)
    sent = Dispatch.objects.get()
    url = reverse("translation-answers:error", args=[sent.token])
    assert client.post(url, {"error-code": "-20013", "request-id": "4711"}).status_code == 200
    machine.settle(dispatch_id=sent.pk)
    first.refresh_from_db()
    assert (first.state, len(first.passed_over)) == (OrderState.DONE, 1)

    second = order(translator, provider="etranslation", instance=goal)
    assert machine.give_up_waiting() == 0
    Dispatch.objects.update(sent_at=timezone.now() - machine.PATIENCE - timedelta(minutes=1))
    assert machine.give_up_waiting() == 1
    second.refresh_from_db()
    assert (second.state, len(second.passed_over)) == (OrderState.DONE, 1)


def test_answers_to_nothing_are_not_found(client, db):
    for name in ("answer", "error"):
        url = reverse(f"translation-answers:{name}", args=["guessed"])
        assert client.post(url, b"x", content_type="text/plain").status_code == 404
        assert client.get(url).status_code == 405
    url = reverse("translation-answers:answer", args=["guessed"])
    big = client.generic("POST", url, b"x" * 2_000_001, content_type="text/plain")
    assert big.status_code == 413


def test_the_office_offers_the_machine_only_where_one_is_set_up(
    client, goal, translator, reviewer, monkeypatch
):
    for name in ("DEEPL_API_KEY", "LIBRETRANSLATE_URL", "ETRANSLATION_APPLICATION"):
        monkeypatch.delenv(name, raising=False)
    sheet = reverse("translation:sheet", args=["plan", "goal", goal.pk, "uk"])
    orders = reverse("translation:machine-orders")
    client.force_login(translator)
    assert 'name="provider"' not in client.get(sheet).content.decode()
    page = client.get(orders).content.decode()
    assert "DEEPL_API_KEY" in page
    assert 'name="provider"' not in page

    monkeypatch.setenv("DEEPL_API_KEY", "x")
    assert 'name="provider"' in client.get(sheet).content.decode()
    assert 'name="provider"' in client.get(orders).content.decode()
    data = {"provider": "deepl", "language": "uk", "model": "plan.goal", "pk": goal.pk}
    assert client.post(orders, data).url == orders
    found = MachineOrder.objects.get()
    assert (found.model, found.object_id, found.total) == ("plan.goal", goal.pk, 2)
    MachineOrder.objects.update(message="<b>", passed_over=[{"text": "<i>", "reason": "why"}])
    page = client.get(orders).content.decode()
    assert "&lt;b&gt;" in page
    assert 'http-equiv="refresh"' in page
    assert client.post(orders, {**data, "model": "auth.user"}).status_code == 404

    client.force_login(reviewer)
    assert 'name="provider"' not in client.get(sheet).content.decode()
    assert client.post(orders, {**data, "language": "ru"}).url == reverse("wagtailadmin_home")
    client.force_login(officer("other@city.example"))
    assert client.get(orders).url == reverse("wagtailadmin_home")
