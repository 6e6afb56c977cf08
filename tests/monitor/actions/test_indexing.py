"""A run keeps all that is needed to repeat it, is calculated in the background, never changes."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from opencity.accounts.roles import Role
from opencity.core.audit.models import AuditEntry
from opencity.core.errors import DomainError
from opencity.monitor.actions import discard_run, indexing, publish_run, run_index, withdraw_run
from opencity.monitor.handed_in import RunRefused
from opencity.monitor.models import IndexRun, Indicator
from opencity.monitor.tasks import calculate_index
from tests.accounts.factories import officer
from tests.monitor.factories import indicator, text
from tests.monitor.index.small import DATA, RECIPE
from tests.monitor.runs import INPUTS, asked, calculated, public

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_a_run_waits_until_its_task_calculates_it():
    run = asked()
    (task,) = DBTaskResult.objects.all()
    assert (run.state, run.outcome, task.args_kwargs["args"]) == ("waiting", None, [run.pk])

    assert calculate_index.call(run.pk) is True

    run.refresh_from_db()
    assert (run.state, run.trouble, run.is_public) == ("done", "", False)
    assert [(each["code"], each["rank"]) for each in run.outcome["units"]] == [
        ("A", 1),
        ("C", 2),
        ("B", 3),
    ]
    assert (run.outcome["hash"], len(run.hash), run.method[:3]) == (run.hash, 64, "1 (")
    assert calculate_index.call(run.pk) is False


def test_the_same_inputs_and_seed_give_the_same_outcome_and_hash():
    first = calculated()
    IndexRun.objects.filter(pk=first.pk).delete()
    second = calculated()
    third = calculated(seed=8)

    assert (second.outcome, second.hash) == (first.outcome, first.hash)
    assert (third.hash, third.outcome == first.outcome) == (first.hash, False)


def test_the_same_run_is_not_made_twice():
    first = asked()
    with pytest.raises(DomainError, match=f"{first.pk}"):
        asked()
    assert IndexRun.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        ({"recipe": RECIPE.replace("min-max", "max")}, "recipe", "line 3: normalise: is one of"),
        ({"recipe": ""}, "recipe", "This is empty."),
        ({"recipe": RECIPE.replace("Small", '"S\\0"')}, "recipe", "characters that no text has"),
        ({"recipe": RECIPE.replace("Small", '"\\ud800"')}, "recipe", "characters that no text"),
        ({"framework": "x\n"}, "framework", "line 1: Level: this column is missing"),
        ({"data": DATA.replace("B,Bela", "A,Bela")}, "data", "line 3: uCode: A stands already"),
        ({"data": DATA.replace("Bela", "=1+1")}, "data", "begins like a formula"),
        ({"data": DATA + "\0"}, "data", "characters that no text has"),
        ({"data": DATA + "x" * 1_000_000}, "data", "bytes are too many; at most 1000000."),
        ({"recipe": RECIPE.replace("arithmetic", "geometric")}, None, "a geometric mean needs"),
        ({"data": DATA.replace("A,Alba,east,,10,10", "A,Alba,east,,10,60")
          .replace("B,Bela,east,,10,20", "B,Bela,east,,10,60")}, None, "Visas does not differ"),
        ({"draws": 99}, "draws", "A whole number from 100 to 50000."),
        ({"seed": -1}, "seed", "A whole number from 0 to 2147483647."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_input_and_nothing_is_kept(wrong, field, told):
    with pytest.raises(RunRefused) as refused:
        asked(**wrong)

    assert list(refused.value.reasons) == [field]
    assert told in "\n".join(refused.value.reasons[field])
    assert (IndexRun.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_mistakes_in_several_inputs_are_told_at_once():
    with pytest.raises(RunRefused) as refused:
        asked(recipe="title: x\n", framework="x\n")
    assert set(refused.value.reasons) == {"recipe", "framework"}


def test_more_than_can_be_calculated_here_is_refused():
    rows = "".join(f"U{number},U,east,,10,{number},1,2,3\n" for number in range(301))
    with pytest.raises(RunRefused) as refused:
        asked(data=DATA.splitlines()[0] + "\n" + rows)
    assert refused.value.reasons == {
        "data": ["Rows: 301 are too many; at most 300 can be calculated with here."]
    }


def test_not_more_than_a_few_wait():
    for seed in range(indexing.MOST_WAITING):
        asked(seed=seed)
    with pytest.raises(DomainError, match="5 runs wait already"):
        asked(seed=99)


def test_a_run_that_fails_says_why(monkeypatch):
    run = asked()

    def broken(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(indexing, "outcome", broken)
    with pytest.raises(MemoryError):
        indexing.calculate_run(pk=run.pk)

    run.refresh_from_db()
    assert (run.state, "MemoryError" in run.trouble, run.outcome) == ("failed", True, None)
    monkeypatch.undo()
    assert calculated().state == "done"  # the same may be asked for again


def test_a_run_whose_worker_was_lost_is_calculated_again_or_given_up():
    run = asked()
    IndexRun.objects.update(state="running", started_at=timezone.now())
    assert indexing.give_up_lost_runs() == 0
    assert indexing.calculate_run(pk=run.pk) is True

    other = asked(seed=8)
    long_ago = timezone.now() - datetime.timedelta(hours=7)
    IndexRun.objects.filter(pk=other.pk).update(state="running", started_at=long_ago)
    assert indexing.give_up_lost_runs() == 1
    other.refresh_from_db()
    assert (other.state, other.trouble) == (
        "failed",
        "The calculation was interrupted; ask for it again.",
    )


def test_only_a_calculated_run_is_published_and_once():
    waiting, run = asked(seed=1), calculated()
    with pytest.raises(DomainError, match="Only a calculated run"):
        publish_run(actor=None, run=waiting)
    publish_run(actor=None, run=run)
    with pytest.raises(DomainError, match="Only a calculated run"):
        publish_run(actor=None, run=run)
    assert IndexRun.objects.get(is_public=True).pk == run.pk


def test_a_run_of_figures_that_are_not_public_any_more_is_not_published():
    indicator("rate"), indicator("share")
    selection = {"kind": "places", "indicators": ["rate", "share", "gone"]}
    run = calculated(selection=selection)
    Indicator.objects.filter(code="share").update(live=False)
    with pytest.raises(DomainError, match="not public any more: gone, share"):
        publish_run(actor=None, run=run)

    indicator("gone")
    Indicator.objects.update(live=True)
    publish_run(actor=None, run=run)
    Indicator.objects.update(live=False)
    assert IndexRun.objects.get(is_public=True).pk == run.pk


def test_a_public_run_never_changes_and_stays():
    run = public()
    run.draws = 5
    with pytest.raises(TypeError, match="never changes"):
        run.save()
    with pytest.raises(TypeError, match="never deleted"):
        run.delete()
    with pytest.raises(DomainError, match="withdraw it first"):
        discard_run(actor=None, run=run)
    for change in ({"outcome": None}, {"state": "running"}, {"published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IndexRun.objects.filter(pk=run.pk).update(**change)
    assert indexing.calculate_run(pk=run.pk) is False


def test_withdrawing_needs_a_reason_which_the_log_keeps():
    run = public()
    with pytest.raises(DomainError, match="Reason: say why"):
        withdraw_run(actor=None, run=run, reason=" ")
    withdraw_run(actor=None, run=run, reason="A figure was wrong.")

    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.action, entry.detail) == (
        "monitor.withdraw_run",
        {"reason": "A figure was wrong."},
    )
    discard_run(actor=None, run=run)
    assert IndexRun.objects.count() == 0


def test_who_may_what():
    run = calculated()
    asking = {**INPUTS, "title": text("x"), "seed": 1, "draws": 100}
    editor, reviewer = (
        officer("e@example.org", Role.EDITOR),
        officer("r@example.org", Role.REVIEWER),
    )
    unit = officer("u@example.org", Role.INTEGRATION_UNIT)
    for person in (editor, reviewer):
        with pytest.raises(PermissionDenied):
            run_index(actor=person, **asking)
        with pytest.raises(PermissionDenied):
            discard_run(actor=person, run=run)
    with pytest.raises(PermissionDenied):
        publish_run(actor=editor, run=run)
    publish_run(actor=reviewer, run=run)
    with pytest.raises(PermissionDenied):
        withdraw_run(actor=editor, run=run, reason="x")
    withdraw_run(actor=reviewer, run=run, reason="x")
    assert run_index(actor=unit, **asking).state == "waiting"
