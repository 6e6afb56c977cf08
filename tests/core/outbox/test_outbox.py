from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as sent
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from opencity.accounts.roles import Role
from opencity.core.errors import DomainError
from opencity.core.models import AuditEntry, OutgoingMail
from opencity.core.outbox import actions, forget_address, queue_mail, tasks
from tests.accounts.factories import officer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def write(key: str = "greeting:1", to: str = "ana@city.example", **changes) -> OutgoingMail:
    texts = {"subject": "Здравей", "body": "Първи ред\nвтори", "language": "bg"}
    return queue_mail(to=to, key=key, **(texts | changes))


def state(mail: OutgoingMail) -> tuple[str, int, str]:
    mail.refresh_from_db()
    return mail.state, mail.attempts, mail.last_error


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    return monkeypatch


def make_due(mail: OutgoingMail) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(due_at=timezone.now())


def test_mail_is_written_once_for_a_key_and_sent_once():
    first, second = write(), write(subject="Something else")
    tasks.send_due_mail()
    tasks.send_due_mail()

    assert first.pk == second.pk
    assert DBTaskResult.objects.filter(task_path__endswith="outbox.tasks.send").count() == 1
    assert [(each.subject, each.body, each.to) for each in sent.outbox] == [
        ("Здравей", "Първи ред\nвтори", ["ana@city.example"])
    ]
    assert sent.outbox[0].extra_headers == {
        "Message-ID": f"<{first.message_id}@127.0.0.1>",
        "Content-Language": "bg",
        "Auto-Submitted": "auto-generated",
    }
    assert state(first) == ("sent", 1, "")


def test_nothing_is_sent_of_what_is_taken_back():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    tasks.send_due_mail()

    assert sent.outbox == []
    assert not DBTaskResult.objects.exists()


def test_line_end_in_a_subject_makes_no_header():
    mail = write(subject="Hello\r\nBcc: all@city.example")

    assert mail.subject == "Hello Bcc: all@city.example"


@pytest.mark.parametrize("address", ["nobody", "a@b\nBcc: c@d.example", ""])
def test_address_that_is_none_is_refused_by_name(address):
    with pytest.raises(DomainError, match="name@city.example"):
        write(to=address)


def test_failure_is_noted_and_tried_again_until_given_up(broken_server):
    mail = write()
    assert actions.send_mail(pk=mail.pk) is False
    assert state(mail) == ("waiting", 1, "ConnectionRefusedError: no mail server")
    assert timedelta(seconds=50) < mail.due_at - timezone.now() <= timedelta(minutes=1)
    assert actions.due_mails() == []

    for _attempt in range(actions.RETRY.attempts - 1):
        make_due(mail)
        actions.send_mail(pk=mail.pk)

    assert state(mail)[:2] == ("failed", 8)


def test_mail_in_hand_is_not_taken_by_another_worker(monkeypatch):
    mail = write()
    seen = []

    def look(message):
        seen.append(actions.send_mail(pk=mail.pk))

    monkeypatch.setattr("django.core.mail.EmailMessage.send", look)
    assert actions.send_mail(pk=mail.pk) is True
    assert seen == [False]


def test_mail_left_by_a_killed_worker_is_taken_up_after_the_lease(monkeypatch):
    mail = write()

    def kill(message):
        raise SystemExit

    monkeypatch.setattr("django.core.mail.EmailMessage.send", kill)
    with pytest.raises(SystemExit):
        actions.send_mail(pk=mail.pk)
    monkeypatch.undo()
    assert actions.due_mails() == []
    make_due(mail)

    assert actions.send_mail(pk=mail.pk) is True


def test_administrator_gives_a_mail_another_chance(broken_server):
    mail = write()
    OutgoingMail.objects.filter(pk=mail.pk).update(state="failed", attempts=8)
    administrator = officer("a@city.example", Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        actions.retry_mail(actor=officer("e@city.example", Role.EDITOR), mail=mail)
    actions.retry_mail(actor=administrator, mail=mail)
    broken_server.undo()
    tasks.send_due_mail()

    assert state(mail) == ("sent", 1, "")
    assert AuditEntry.objects.filter(action="core.retry_mail").count() == 1
    with pytest.raises(DomainError, match="."):
        actions.retry_mail(actor=administrator, mail=mail)


def test_old_mail_and_mail_of_an_erased_person_is_forgotten():
    now = timezone.now()
    kept, old, failed, theirs = (write(f"k:{number}") for number in range(4))
    rows = OutgoingMail.objects.filter
    rows(pk=kept.pk).update(state="sent", sent_at=now - timedelta(days=29))
    rows(pk=old.pk).update(state="sent", sent_at=now - timedelta(days=31))
    rows(pk=failed.pk).update(state="failed", created_at=now - timedelta(days=91))
    rows(pk=theirs.pk).update(to="Gone@city.example")

    assert actions.forget_old_mail() == 2
    assert forget_address(to="gone@city.example") == 1
    assert list(OutgoingMail.objects.values_list("pk", flat=True)) == [kept.pk]
