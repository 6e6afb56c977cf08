"""An owner reports on their own measures, with evidence, and sees nobody else's reports."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opencity.accounts.roles import Role
from opencity.plan import models
from tests.plan.factories import MeasureFactory, ReportFactory, VersionFactory, edit, words
from tests.plan.people import person

pytestmark = pytest.mark.django_db

SECRET = "Secretword"


@pytest.fixture
def owner(desk):
    return desk(person(Role.MEASURE_OWNER, "ana"))


@pytest.fixture
def other(desk):
    return desk(person(Role.MEASURE_OWNER, "boris"))


@pytest.fixture
def reviewer(desk):
    return desk(person(Role.REVIEWER))


@pytest.fixture
def measure(owner) -> models.Measure:
    return MeasureFactory(version=VersionFactory(), code="A01", owner=owner.user)


@pytest.fixture
def foreign(other, measure) -> models.ProgressReport:
    """Return somebody else's draft, with an edit of it under review."""
    theirs = MeasureFactory(version=measure.version, code="A02", owner=other.user)
    row = ReportFactory(
        measure=theirs,
        live=False,
        text=words(SECRET),
        evidence=[models.Evidence(title=words(SECRET), url="https://example.org/")],
    )
    edit(row, text=words(f"{SECRET} again"))
    row.refresh_from_db()
    row.get_workflow().start(row, other.user)
    row.refresh_from_db()
    return row


def write(desk, measure, **changed):
    """Send a new report on a measure, whole but for what is changed."""
    form = desk.open(models.ProgressReport, "add")
    whole = {
        "measure": str(measure.pk),
        "period_start": "2026-01-01",
        "period_end": "2026-03-31",
        "own_word": "under_way",
        "text_bg": "Обучихме тридесет души",
        "evidence__0__title_bg": "Списък",
        "evidence__0__url": "https://example.org/list",
    }
    return desk.send(models.ProgressReport, form, "add", **(whole | changed))


def test_owner_reports_a_reviewer_approves_and_the_page_shows_it(client, owner, reviewer, measure):
    assert write(owner, measure, action="submit").status_code == 302
    report = models.ProgressReport.objects.get()
    page = f"/bg/plan/measures/{measure.slug}/"
    assert report.author == owner.user
    assert "Обучихме тридесет души" not in client.get(page).content.decode()

    task = report.current_workflow_task_state
    reviewer.client.post(reviewer.url(report, "workflow_action", "approve", task.pk))

    shown = client.get(page).content.decode()
    assert "Обучихме тридесет души" in shown
    assert 'href="https://example.org/list"' in shown


def test_report_alone_changes_no_rating(client, owner, measure):
    ReportFactory(measure=measure, own_word="done")

    [row] = client.get("/api/v1/plan/").json()["measures"]

    assert row["status"] == "no_evidence"


@pytest.mark.parametrize("action", [None, "submit"])
@pytest.mark.parametrize(
    "changed",
    [
        {"evidence__TOTAL_FORMS": "0"},
        {"evidence__0__url": ""},
        {"evidence__0__DELETE": "on"},
        {"evidence__0__url": "not an address"},
    ],
)
def test_report_without_evidence_is_refused_and_kept_in_the_form(owner, measure, changed, action):
    answer = write(owner, measure, action=action, **changed)

    assert answer.status_code == 200
    assert "A report needs at least one piece of evidence" in answer.content.decode()
    assert "Обучихме тридесет души" in answer.content.decode()
    assert models.ProgressReport.objects.count() == 0


def test_last_piece_of_evidence_cannot_be_taken_away(owner, measure):
    write(owner, measure)
    report = models.ProgressReport.objects.get()

    answer = owner.edit(report, evidence__0__DELETE="on")

    assert answer.status_code == 200
    assert report.get_latest_revision_as_object().evidence.count() == 1


def test_period_that_ends_before_it_starts_is_refused(owner, measure):
    answer = write(owner, measure, period_end="2025-12-31", action="submit")

    assert "The period cannot end before it starts." in answer.content.decode()
    assert models.ProgressReport.objects.count() == 0


def test_owner_reports_on_no_measure_but_their_own(owner, measure, foreign):
    choices = owner.client.get(owner.url(models.ProgressReport, "add")).content.decode()
    assert f'<option value="{foreign.measure_id}"' not in choices

    answer = write(owner, foreign.measure)

    assert "measure" in answer.context["form"].errors
    assert models.ProgressReport.objects.count() == 1


def test_list_holds_an_owners_own_reports_only(owner, measure, foreign, reviewer):
    mine = ReportFactory(measure=measure)

    def listed(desk, name: str) -> set:
        return set(desk.client.get(desk.url(models.ProgressReport, name)).context["object_list"])

    for name in ("list", "list_results"):
        assert listed(owner, name) == {mine}
        assert listed(reviewer, name) == {mine, foreign}


def addresses(report) -> list[str]:
    """Return every address of the office that speaks of one report."""
    viewset, first = report.snippet_viewset, report.revisions.order_by("pk").first()
    task, state = report.current_workflow_task_state, report.current_workflow_state
    further = {
        "revision_id": first.pk,
        "revision_id_a": first.pk,
        "revision_id_b": "latest",
        "task_state_id": task.pk,
        "action_name": "approve",
        "workflow_state_id": state.pk,
        "task_id": task.task_id,
    }
    found = []
    for pattern in viewset.get_urlpatterns():
        needed = {name: further[name] for name in pattern.pattern.converters if name in further}
        regex = getattr(pattern.pattern, "regex", None)
        needed |= {name: further[name] for name in regex.groupindex if name in further}
        if "pk" in {*pattern.pattern.converters, *regex.groupindex}:
            name = viewset.get_url_name(pattern.name)
            found.append(reverse(name, kwargs={"pk": report.pk, **needed}))
    return found


def general(report) -> list[str]:
    """Return addresses of the office that speak of records of all kinds."""
    reports = ("site_history", "workflow", "workflow_tasks", "locked_pages")
    return [
        "/office/snippets/choose/plan/progressreport/",
        "/office/snippets/choose/plan/progressreport/results/",
        f"/office/snippets/choose/plan/progressreport/chosen/{report.pk}/",
        f"/office/snippets/choose/plan/progressreport/chosen-multiple/?id={report.pk}",
        f"/office/bulk/plan/progressreport/delete/?id={report.pk}",
        "/office/",
        "/office/snippets/",
        "/office/search/?q=Secretword",
        *(reverse(f"wagtailadmin_reports:{name}") for name in reports),
        reverse("translation:index"),
    ]


def test_no_screen_of_the_office_shows_somebody_elses_report(owner, foreign, reviewer):
    paths = addresses(foreign)
    assert len(paths) == 19
    for path in paths:
        for method in ("get", "post"):
            answer = getattr(owner.client, method)(path, follow=True)
            told = (path, method, SECRET in answer.content.decode())
            assert told == (path, method, False)
    foreign.refresh_from_db()
    assert foreign.get_latest_revision_as_object().text == words(f"{SECRET} again")
    assert (foreign.live, foreign.locked) == (False, False)
    assert foreign.workflow_in_progress
    assert SECRET in reviewer.client.get(reviewer.url(foreign, "edit")).content.decode()


def test_no_general_screen_names_somebody_elses_report(owner, foreign):
    name = str(foreign)
    named = set()
    for path in general(foreign):
        content = owner.client.get(path, follow=True).content.decode()
        assert (path, SECRET in content) == (path, False)
        named |= {path.split("?")[0]} if name in content else set()

    # These two of Wagtail's own screens tell measure and period, and nothing of what was written.
    assert named <= {"/office/bulk/plan/progressreport/delete/", "/office/reports/site-history/"}


def test_nobody_learns_who_works_on_somebody_elses_report(owner, other, foreign):
    page = other.client.get(other.url(foreign, "edit"))
    session = page.context["editing_sessions"].current_session

    for key in (session.pk, 999_999):
        address = ["plan", "progressreport", foreign.pk, key]
        answer = owner.client.post(reverse("wagtailadmin_editing_sessions:ping", args=address))
        assert "boris" not in answer.content.decode()
        assert answer.status_code in (302, 403, 404)


def test_no_preview_shows_somebody_elses_report(owner, other, foreign):
    form = other.open(foreign)
    url = other.url(foreign, "preview_on_edit")
    other.client.post(url, form)
    assert SECRET in other.client.get(url).content.decode()

    assert SECRET not in owner.client.get(url, follow=True).content.decode()


def test_measure_taken_over_by_another_owner_takes_its_reports_along(owner, other, foreign):
    models.Measure.objects.filter(pk=foreign.measure_id).update(owner=owner.user)

    assert owner.client.get(owner.url(foreign, "history")).status_code == 200
    assert other.client.get(other.url(foreign, "history")).status_code == 302


def test_owner_publishes_nothing_alone(client, owner, measure):
    write(owner, measure, action="publish")

    assert not models.ProgressReport.objects.filter(live=True).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.EVALUATOR])
def test_others_write_no_reports(desk, measure, role):
    some = desk(person(role))

    assert some.client.get(some.url(models.ProgressReport, "add")).status_code == 302
