from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from opencity.plan.models import Goal
from opencity.services.models import Topic
from opencity.translation import actions, queries
from opencity.translation.actions import ImportRefused
from opencity.translation.enums import Origin, Standing
from opencity.translation.exchange.formats import FORMATS
from opencity.translation.exchange.units import BadFile
from opencity.translation.models import TranslationRecord
from tests.translation.factories import (
    GoalFactory,
    MeasureFactory,
    MilestoneFactory,
    TermFactory,
    TopicFactory,
    officer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def goal():
    row = GoalFactory(title={"bg": "Карта", "en": "Map", "uk": "Мапа"}, text={"bg": "Дълго"})
    actions.record_texts(actor=None, instance=row, origins={"uk": Origin.MACHINE})
    row.save_revision().publish()
    return Goal.objects.get(pk=row.pk)


def bundle(language="uk", **chosen):
    actions.catch_up_all()
    return queries.bundle(language, **chosen)


def with_targets(found, **targets):
    """A file whose translator wrote these texts, by the last part of the unit's name."""
    units = [
        replace(unit, target=targets.get(unit.id.rsplit(":", 1)[1].replace("-", "_"), unit.target))
        for unit in found.units
    ]
    return replace(found, units=units)


def take(actor, found, language="uk", **options):
    return actions.import_bundle(actor=actor, bundle=found, language=language, **options)


def draft(row):
    return type(row).objects.get(pk=row.pk).get_latest_revision_as_object()


def test_a_file_names_what_a_translator_needs(goal):
    TermFactory(name={"bg": "карта", "uk": "мапа"}, keep=True)
    topic = TopicFactory(code="health")

    found = {unit.id: unit for unit in bundle().units}

    name = f"plan.goal:{goal.pk}:title"
    assert [*found][:2] == [name, f"plan.goal:{goal.pk}:text"]
    assert "services.topic:health:name" in found
    assert (found[name].target, found[name].standing) == ("Мапа", Standing.MACHINE)
    notes = "\n".join(found[name].notes)
    for part in (str(goal), "200", "карта → мапа"):
        assert part in notes
    only = bundle(states=["missing"], kind="services.topic")
    assert [unit.id for unit in only.units] == ["services.topic:health:name"]
    assert topic.pk


def test_an_unchanged_file_changes_nothing(goal, translator):
    for each in FORMATS.values():
        report = take(translator, each.read(each.write(bundle())))
        assert report.written == 0

    assert not draft(goal).has_unpublished_changes


def test_translations_become_a_draft_of_one_language_and_of_imported_origin(goal, translator):
    report = take(translator, with_targets(bundle(), title="План", text="Довго"))

    assert (report.written, report.records, report.published) == (2, 1, 0)
    assert draft(goal).title == {"bg": "Карта", "en": "Map", "uk": "План"}
    assert draft(goal).text["uk"] == "Довго"
    assert Goal.objects.get(pk=goal.pk).title["uk"] == "Мапа"
    origins = TranslationRecord.objects.filter(language="uk", source_text="Карта").order_by("pk")
    assert [row.origin for row in origins] == [Origin.MACHINE, Origin.IMPORTED]


def test_what_a_machine_made_stays_a_machines(goal, translator):
    found = with_targets(bundle(), title="План")
    take(translator, replace(found, units=[replace(u, by_machine=True) for u in found.units]))

    assert queries.sheet(Goal.objects.get(pk=goal.pk), "uk").entry("title").standing == (
        Standing.MACHINE
    )


def test_newer_work_and_changed_sources_refuse_the_whole_file(goal, translator):
    other = GoalFactory(title={"bg": "Друга"}, version=goal.version)
    other.save_revision().publish()
    found = with_targets(bundle(), title="План", text="Довго")
    actions.translate(
        actor=translator,
        instance=goal,
        language="uk",
        texts={"title": "Новіше"},
        base_revision=goal.latest_revision_id,
    )
    changed = draft(other)
    changed.title = {"bg": "Съвсем друга"}
    changed.save_revision()

    with pytest.raises(ImportRefused) as refused:
        take(translator, found)

    assert [problem.unit for problem in refused.value.problems] == [
        f"plan.goal:{goal.pk}:title",
        f"plan.goal:{other.pk}:title",
    ]
    assert "uk" not in draft(goal).text
    report = take(translator, found, leave_overtaken=True)
    assert (report.written, len(report.left_out)) == (1, 2)
    assert (draft(goal).title["uk"], draft(goal).text["uk"]) == ("Новіше", "Довго")


def test_unknown_names_are_told_one_by_one(goal, translator):
    found = with_targets(bundle(), title="План")
    bad = ["plan.goal:99999:title", "auth.user:1:email", "x", "plan.goal:а:title", "a" * 500]
    bad += [f"plan.goal:{goal.pk}:slug", f"plan.goal:{'9' * 40}:title"]
    units = [*found.units, *(replace(found.units[0], id=name) for name in bad)]

    with pytest.raises(ImportRefused) as refused:
        take(translator, replace(found, units=units))

    assert sorted(problem.unit for problem in refused.value.problems) == sorted(
        name[:200] for name in bad
    )
    assert not draft(goal).has_unpublished_changes


def test_a_locked_record_and_a_forbidden_one_refuse_the_file(goal, translator):
    topic = TopicFactory()
    found = with_targets(bundle(), title="План", name="Здоров’я")
    Goal.objects.filter(pk=goal.pk).update(locked=True)

    with pytest.raises(ImportRefused) as refused:
        take(translator, found)

    assert [problem.unit for problem in refused.value.problems] == [
        f"plan.goal:{goal.pk}:title",
        f"services.topic:{topic.code}:name",
    ]
    assert "uk" not in Topic.objects.get(pk=topic.pk).name


@pytest.mark.parametrize(("file", "wanted"), [("uk", "ru"), ("bg", "bg"), ("xx", "xx")])
def test_another_language_is_refused(goal, translator, file, wanted):
    with pytest.raises(BadFile):
        take(translator, replace(bundle(), language=file), language=wanted)


def test_only_translators_import(goal, reviewer):
    with pytest.raises(PermissionDenied):
        take(reviewer, bundle())


def test_a_dry_run_says_what_would_be_done_and_does_nothing(goal, translator):
    report = take(translator, with_targets(bundle(), title="План"), dry_run=True)

    assert report.written == 1
    assert not draft(goal).has_unpublished_changes
    assert not TranslationRecord.objects.filter(origin=Origin.IMPORTED).exists()


def test_publishing_is_for_those_who_may_and_takes_nothing_else_along(goal, publisher):
    measure = MeasureFactory(version=goal.version)
    MilestoneFactory(measure=measure, title={"bg": "Първа"})
    measure.save_revision().publish()
    measure.slug = "waiting"
    measure.save_revision()

    found = with_targets(bundle(), title="План", milestones_0_title="Перша")
    report = take(publisher, found, publish=True)

    assert (report.records, report.published) == (2, 1)
    assert Goal.objects.get(pk=goal.pk).title["uk"] == "План"
    measure.refresh_from_db()
    assert "uk" not in measure.milestones.get().title
    assert draft(measure).milestones.all()[0].title["uk"] == "Перша"


def test_the_command_writes_a_file_and_brings_it_back(goal, tmp_path):
    file, out, err = tmp_path / "uk.po", StringIO(), StringIO()

    def run(action, *options):
        call_command(
            "translation", action, "--format", "po", "--lang", "uk", str(file), *options,
            stdout=out, stderr=err,
        )  # fmt: skip

    run("export")
    file.write_text(file.read_text(encoding="utf-8").replace("Мапа", "План"), encoding="utf-8")
    run("import", "--dry-run")
    assert not draft(goal).has_unpublished_changes
    run("import")
    assert draft(goal).title["uk"] == "План"
    assert "1 texts of 1 records written" in out.getvalue()

    file.write_text(file.read_text(encoding="utf-8").replace("План", "Друга"), encoding="utf-8")
    with pytest.raises(CommandError):
        run("import")
    assert f"uk.po: plan.goal:{goal.pk}:title: " in err.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--lang", "xx", "FILE"],
        ["export", "--lang", "uk", "--kind", "auth.user", "FILE"],
        ["import", "--lang", "uk", "FILE"],
        ["export", "--lang", "uk", "/nowhere/file.xlf"],
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, arguments):
    found = [str(tmp_path / "none") if each == "FILE" else each for each in arguments]
    with pytest.raises(CommandError):
        call_command("translation", *found)


def upload(client, data, **options):
    file = SimpleUploadedFile("uk.xlf", data)
    return client.post(reverse("translation:files"), {"language": "uk", "file": file, **options})


def test_the_desk_hands_out_a_file_and_takes_it_back(client, goal, translator):
    client.force_login(translator)
    assert client.get(reverse("translation:files")).status_code == 200
    answer = client.get(reverse("translation:export"), {"language": "uk", "format": "xliff"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="bg-uk.xlf"'
    data = answer.content.replace("Мапа".encode(), "План".encode())

    assert upload(client, data, dry_run="on").status_code == 200
    assert not draft(goal).has_unpublished_changes
    assert upload(client, data).status_code == 200
    assert draft(goal).title["uk"] == "План"

    again = upload(client, data.replace("План".encode(), b"<b>"))
    assert again.status_code == 422
    again = upload(client, data.replace("План".encode(), "Друга".encode()))
    assert again.status_code == 422
    assert f"plan.goal:{goal.pk}:title" in again.content.decode()


def test_only_translators_upload_and_nonsense_is_told(client, goal, reviewer, translator):
    client.force_login(reviewer)
    assert upload(client, b"x").url == reverse("wagtailadmin_home")
    client.force_login(translator)
    assert upload(client, b"\xff\xfe\x00").status_code == 422
    assert client.post(reverse("translation:files"), {}).status_code == 422
    assert client.get(reverse("translation:export"), {"language": "xx"}).status_code == 400
    client.force_login(officer("other@city.example"))
    assert client.get(reverse("translation:export")).url == reverse("wagtailadmin_home")
