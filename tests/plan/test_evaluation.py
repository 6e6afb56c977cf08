"""The evaluation report tells of each goal what is known, what is not, and adds nothing up."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opencity.monitor.judged import Way
from opencity.monitor.models import Domain, Framework, Mapping, Release
from opencity.plan import models
from opencity.plan.enums import OwnWord, Rating, VersionStatus
from opencity.plan.evaluation import report_of
from tests.monitor.factories import figures, indicator, series, text
from tests.plan.factories import (
    EvaluationFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ReportFactory,
    VersionFactory,
    publish,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

STEADY = {str(2012 + n): str(40 + n) for n in range(13)}
FALLING = {str(2012 + n): str(60 - n) for n in range(13)}
PAGE = "/en/plan/evaluation/"
DATA = "/api/v1/plan/evaluation"


@pytest.fixture(autouse=True)
def no_orders(monkeypatch):
    """Pictures that are missing are drawn by a task; here nobody orders them."""
    monkeypatch.setattr("opencity.monitor.charts.store.order", lambda *args, **kwargs: None)


@pytest.fixture
def version():
    return VersionFactory()


def measured(code: str, values: dict[str, str] | None = None, **more):
    """Return an indicator with these figures."""
    row = indicator(code, base_period=more.pop("base_period", "2012"), **more)
    if values:
        figures(series(row), values)
    return row


def goal(version, *rows, closeness: str = "proxy", **values):
    links = [models.GoalIndicator(indicator=row, closeness=closeness) for row in rows]
    return GoalFactory(version=version, measured_by=links, **values)


def measure(version, *rows, **values):
    links = [models.MeasureIndicator(indicator=row, closeness="proxy") for row in rows]
    return MeasureFactory(version=version, measured_by=links, **values)


def asked(plan_indicator, row, closeness: str = "exact") -> Mapping:
    framework, _made = Framework.objects.get_or_create(
        code="plan-indicators", defaults={"name": text("The plan's")}
    )
    code = f"plan-{plan_indicator.code.lower()}"
    domain = Domain.objects.create(framework=framework, code=code, name=text(code))
    return Mapping.objects.create(indicator=row, domain=domain, closeness=closeness)


def page(client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert (path, answer.status_code) == (path, 200)
    return answer.content.decode()


def test_summary_counts_what_is_known_and_why_the_rest_is_not(version):
    goal(version, measured("steady", STEADY), measured("none"))
    goal(version, measured("undecided", STEADY, wish="none"))
    goal(version)
    measure(version, measured("falling", FALLING))
    plan_indicator = IndicatorFactory(version=version, code="I1")
    asked(plan_indicator, measured("single", {"2024": "1"}))

    found = report_of(version).summary

    assert (found.goals, found.goals_with_figure) == (3, 2)
    assert (found.indicators, found.indicators_with_figure, found.assessed) == (5, 4, 2)
    assert found.ways == {Way.NEARER: 1, Way.SAME: 0, Way.AWAY: 1, Way.UNKNOWN: 3}
    assert found.reasons == {"no_figures": 1, "one_figure": 1, "no_direction": 1}


def test_indicator_linked_several_times_counts_once(version):
    row = measured("steady", STEADY)
    served = goal(version, row)
    measure(version, row, goals=[served])

    assert report_of(version).summary.indicators == 1


def test_goal_is_told_with_figure_sentence_and_measures(client, version):
    served = goal(version, measured("steady", STEADY), code="G1")
    done = measure(version, goals=[served], code="A01")
    ReportFactory(measure=done, own_word=OwnWord.UNDER_WAY)
    EvaluationFactory(measure=done, rating=Rating.LIMITED)
    measure(version, goals=[served], code="A02")

    found = page(client)

    assert "52 %" in found
    assert "Since 2012: significant progress." in found
    assert "under way" in found
    assert "limited progress" in found
    assert "1 of its measures has no report by its owner." in found
    assert "Stands in for what one would like to know." in found
    assert "Linked by the editors; the document does not name it." in found


def test_newest_word_and_finding_count_and_stand_apart(version):
    row = measure(version)
    for year, word in ((2024, OwnWord.UNDER_WAY), (2025, OwnWord.DONE), (2023, OwnWord.PREPARING)):
        day = datetime.date(year, 3, 31)
        ReportFactory(measure=row, own_word=word, period_start=day, period_end=day)
    for year, rating in (
        (2024, Rating.LIMITED),
        (2025, Rating.NOT_STARTED),
        (2023, Rating.LIMITED),
    ):
        EvaluationFactory(measure=row, rating=rating, found_on=datetime.date(year, 5, 1))

    [found] = report_of(version).measures

    assert (found.own_word, found.said_until) == (OwnWord.DONE, datetime.date(2025, 3, 31))
    assert (found.rating, found.found_on) == (Rating.NOT_STARTED, datetime.date(2025, 5, 1))


def test_what_nothing_measures_is_said(client, version):
    goal(version)
    lonely = measure(version)
    IndicatorFactory(version=version)

    found = page(client)

    assert "Nothing measures this goal." in found
    assert "Nothing measures it." in found
    assert [row.measure for row in report_of(version).without_indicator] == [lonely]


def test_the_plans_own_indicators_are_read_from_the_monitors_mappings(version):
    row, other = measured("exact"), measured("near")
    plan_indicator = IndicatorFactory(version=version, code="I1")
    domain = asked(plan_indicator, other, "proxy").domain
    Mapping.objects.create(indicator=row, domain=domain, closeness="exact")

    [found] = report_of(version).asked

    assert [each.judged.indicator for each in found.measured] == [row, other]


def test_measure_without_a_goal_is_not_left_out(client, version):
    measure(version, title=words("Lonely"))

    assert "Lonely en" in page(client)


def test_without_a_plan_there_is_no_report(client, db):
    assert client.get(PAGE).status_code == 404
    assert client.get(DATA).status_code == 404


def test_gap_to_nationals_is_told(client, version):
    row = indicator("gap", base_period="2015")
    nationals, line = series(row, "reference", CITIZEN="NAT"), series(row, CITIZEN="FOR")
    line.compared_with = nationals
    line.save()
    figures(line, {"2015": "44.8", "2024": "50.9"})
    figures(nationals, {"2015": "62.9", "2024": "71.0"})
    goal(version, row)

    assert "The gap has grown since 2015, from 18.1 to 20.1 points." in page(client)


def test_goal_and_measure_pages_show_their_indicators(client, version):
    row = measured("steady", STEADY)
    served, done = goal(version, row), measure(version, row)

    for path in (f"/en/plan/goals/{served.slug}/", f"/en/plan/measures/{done.slug}/"):
        found = page(client, path)
        assert ("Title of steady" in found, "52 %" in found) == (True, True)
        assert client.get(path).headers["Surrogate-Key"] == "monitor plan texts"


def test_indicators_page_names_the_goals_and_measures_it_speaks_of(client, version):
    row = measured("steady", STEADY)
    served, done = goal(version, row, closeness="exact"), measure(version, row)
    draft = VersionFactory(plan=version.plan, status=VersionStatus.DRAFT)
    hidden = goal(draft, row, title=words("Secretword"))
    measure(version, row, live=False, title=words("Secretword"))

    found = page(client, "/en/monitor/steady/")

    assert f'<a href="{served.get_absolute_url()}">' in found.replace("/bg/", "/en/")
    assert f"/en/plan/measures/{done.slug}/" in found
    assert "(the same)" in found
    assert (hidden.slug in found, "Secretword" in found) == (False, False)
    assert client.get("/en/monitor/steady/").headers["Surrogate-Key"] == "monitor texts plan"


def public_pages(version) -> list[str]:
    served, done = models.Goal.objects.public().get(), models.Measure.objects.public().get()
    goals, measures = f"/en/plan/goals/{served.slug}/", f"/en/plan/measures/{done.slug}/"
    return [PAGE, goals, measures, DATA, f"{DATA}?format=csv"]


def test_drafts_and_embargoed_figures_leak_nowhere(client, version):
    secret = measured("secretword", STEADY, live=False)
    announced = measured("announced", {"2023": "41"})
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    release = Release.objects.create(code="soon", title=text("Soon"), public_from=tomorrow)
    line = announced.series.get()
    figures(line, {"2024": "77.7"}, release=release)
    served = goal(version, secret, announced)
    done = measure(version, secret, announced, goals=[served])
    ReportFactory(measure=done, live=False, own_word=OwnWord.STOPPED)
    EvaluationFactory(measure=done, live=False, rating=Rating.SUBSTANTIAL)
    goal(version, live=False, title=words("Secretword"))
    measure(version, live=False, title=words("Secretword"), goals=[served])
    asked(IndicatorFactory(version=version, live=False, name=words("Secretword")), secret)

    for path in public_pages(version):
        found = page(client, path)
        assert (path, "ecretword" in found, "77.7" in found) == (path, False, False)
    found = page(client)
    assert ("stopped" in found, "substantial" in found) == (False, False)
    assert report_of(version).summary.indicators == 1


def test_drafted_links_are_not_shown(client, version):
    row, served = measured("secretword", STEADY), goal(version)
    draft = served.get_latest_revision_as_object()
    draft.measured_by = [models.GoalIndicator(indicator=row, closeness="proxy")]
    revision = draft.save_revision(clean=False)

    assert "secretword" not in page(client) + page(client, f"/en/plan/goals/{served.slug}/")
    revision.publish(skip_permission_checks=True)
    assert "secretword" in page(client)


def test_report_is_kept_until_figures_are_due(client, version):
    goal(version, measured("steady", STEADY))
    soon = timezone.now() + datetime.timedelta(seconds=90)
    Release.objects.create(code="soon", title=text("Soon"), public_from=soon)

    for path in (PAGE, DATA):
        headers = client.get(path).headers
        assert set(headers["Surrogate-Key"].split()) == {"monitor", "plan", "texts"}
        assert 0 < int(headers["Surrogate-Control"].removeprefix("max-age=")) <= 90


def test_data_say_in_codes_what_the_page_says_in_sentences(client, version):
    served = goal(version, measured("steady", STEADY), code="G1")
    measure(version, measured("none"), goals=[served], code="A01", title=words("=cmd"))

    data = client.get(DATA).json()

    [found] = data["goals"][0]["indicators"]
    assert {name: found[name] for name in found if name not in {"title", "url"}} == {
        "indicator": "steady", "closeness": "proxy", "origin": "proposed", "level": "country",
        "period": "2024", "value": 52.0, "unit": "PC", "flags": [], "way": "nearer",
        "standing": "significant_progress", "reasons": [],
    }  # fmt: skip
    assert data["goals"][0]["measures"] == ["A01"]
    assert data["measures"][0]["finding"] == "no_evidence"
    assert data["measures"][0]["indicators"][0]["reasons"] == ["no_figures"]
    rows = list(csv.DictReader(io.StringIO(page(client, f"{DATA}?format=csv"))))
    assert [(row["code"], row["indicator"], row["value"], row["reasons"]) for row in rows] == [
        ("G1", "steady", "52", ""),
        ("A01", "none", "", "no_figures"),
    ]
    assert rows[1]["title_en"] == "'=cmd en"


def test_unknown_format_is_refused(client, version):
    assert client.get(f"{DATA}?format=xml").status_code == 422


def queries(client, path: str) -> int:
    page(client, path)  # what is read once in the life of a process does not count
    with CaptureQueriesContext(connection) as found:
        page(client, path)
    return len(found)


def whole(rows: int) -> models.PlanVersion:
    """Return a version in which ``rows`` goals and measures have ``rows`` indicators each."""
    models.PlanVersion.objects.update(status=VersionStatus.SUPERSEDED)
    version = VersionFactory(number=rows)
    found = [measured(f"of-{rows}-{n}", STEADY) for n in range(rows)]
    goals = [goal(version, *found) for _n in range(rows)]
    for _n in range(rows):
        done = measure(version, *found, goals=goals)
        publish(ReportFactory(measure=done))
        EvaluationFactory(measure=done)
    asked(IndicatorFactory(version=version, code=f"I{rows}"), found[0])
    return version


def test_report_takes_as_many_queries_for_many_rows_as_for_one_and_at_most_eight(client):
    counts = []
    for rows in (1, 4):
        version = whole(rows)
        first = models.Goal.objects.filter(version=version).first()
        done = models.Measure.objects.filter(version=version).first()
        slugs = (f"/en/plan/goals/{first.slug}/", f"/en/plan/measures/{done.slug}/")
        paths = [PAGE, *slugs, DATA, f"/en/monitor/of-{rows}-0/"]
        counts.append([queries(client, path) for path in paths])

    assert counts[0] == counts[1]
    assert max(counts[1]) <= 8
