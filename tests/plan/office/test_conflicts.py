"""Two officers on one record: the second sees the difference, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from wagtail.test.utils.form_data import querydict_from_html

from opencity.accounts.roles import Role
from opencity.plan import models
from tests.plan.factories import GoalFactory, whole_plan
from tests.plan.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure() -> models.Measure:
    whole_plan()
    return models.Measure.objects.get()


@pytest.fixture
def ana(desk):
    return desk(person(Role.EDITOR, "ana"))


@pytest.fixture
def boris(desk):
    return desk(person(Role.EDITOR, "boris"))


def draft(measure) -> models.Measure:
    measure.refresh_from_db()
    return measure.get_latest_revision_as_object()


def test_second_save_is_held_shows_both_and_keeps_what_was_typed(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, title_bg="Заглавие на Ана")

    answer = boris.send(measure, his_form, title_bg="Заглавие на Борис", why_bg="Дълго писано")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert draft(measure).title["bg"] == "Заглавие на Ана"
    assert "<del>Ана</del><ins>Борис</ins>" in page
    assert "Заглавие на Борис</textarea>" in page
    assert "Дълго писано</textarea>" in page
    assert "ana" in str(next(iter(answer.context["messages"])))
    assert "Somebody else saved this meanwhile." in page


def test_second_confirmed_save_wins_and_the_first_stays_in_the_history(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, title_bg="Заглавие на Ана")
    held = boris.send(measure, his_form, title_bg="Заглавие на Борис")

    answer = boris.send(measure, shown(held), action=None)

    assert answer.status_code == 302
    assert draft(measure).title["bg"] == "Заглавие на Борис"
    kept = [revision.as_object().title["bg"] for revision in measure.revisions.order_by("pk")]
    assert kept[-2:] == ["Заглавие на Ана", "Заглавие на Борис"]


def shown(answer):
    """Return the form as it comes back after a held save."""
    form = querydict_from_html(answer.content.decode(), form_id="w-editor-form")
    for key in list(form):
        form.setlist(key, [value.removeprefix("\n") for value in form.getlist(key)])
    return form


def test_third_person_between_the_two_saves_is_seen_too(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, title_bg="Първо на Ана")
    held = boris.send(measure, his_form, title_bg="Заглавие на Борис")
    ana.edit(measure, title_bg="Второ на Ана")

    answer = boris.send(measure, shown(held))

    assert answer.status_code == 200
    assert draft(measure).title["bg"] == "Второ на Ана"


def test_publishing_over_somebody_is_held_as_well(measure, ana, desk):
    unit = desk(person(Role.INTEGRATION_UNIT))
    form = unit.open(measure)
    ana.edit(measure, title_bg="Заглавие на Ана")

    answer = unit.send(measure, form, title_bg="Моето", action="publish")

    assert answer.status_code == 200
    measure.refresh_from_db()
    assert measure.title["bg"] not in ("Моето", "Заглавие на Ана")


def test_difference_names_links_choices_and_dates(measure, ana, boris):
    other = GoalFactory(version=measure.version, code="G99", title={"bg": "Друга цел"})
    his_form = boris.open(measure)
    ana.edit(measure, goals=str(other.pk), heading="leadership", starts_on="2026-01-31")

    page = boris.send(measure, his_form, why_bg="Ново").content.decode()

    assert told(page) == ["Why", "Sphere by heading", "Goals", "Starts on"]
    assert "G99 Друга цел" in page
    assert "2026-01-31" in page


def test_difference_in_rows_is_told_too(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, milestones__0__title_bg="Стъпка на Ана", partners__0__DELETE="on")

    page = boris.send(measure, his_form, milestones__0__title_bg="Стъпка на Борис").content.decode()

    assert "<del>Ана</del><ins>Борис</ins>" in page
    assert told(page) == ["Milestone: Title", "Partner: Name", "Partner: Its part"]


def told(page: str) -> list[str]:
    """Return what the message about a conflict names."""
    return re.findall(r"<dt>(.*?)</dt>", page)


def test_hostile_text_in_a_difference_is_shown_as_text(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, title_bg="<script>alert(1)</script>")

    page = boris.send(measure, his_form, title_bg="<img src=x onerror=alert(2)>").content.decode()

    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_automatic_save_never_goes_over_somebody_elses(measure, ana, boris):
    his_form = boris.open(measure)
    ana.edit(measure, title_bg="Заглавие на Ана")
    his_form["title_bg"] = "Автоматично"

    answer = boris.client.post(
        boris.url(measure, "edit"), his_form, headers={"accept": "application/json"}
    )

    assert answer.json()["success"] is False
    assert draft(measure).title["bg"] == "Заглавие на Ана"


def test_one_officer_saving_twice_is_no_conflict(measure, ana):
    ana.edit(measure, title_bg="Едно")

    assert ana.edit(measure, title_bg="Две").status_code == 302
    assert draft(measure).title["bg"] == "Две"
