from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django.fixtures import Settings

from config import setup

pytestmark = [pytest.mark.django_db]


class Commands:
    """Stands in for Django's commands and remembers which were called."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.error: Exception | None = None

    def __call__(self, name: str, *args: object, **options: object) -> None:
        self.called.append(name)
        if self.error:
            raise self.error


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    made = Commands()
    monkeypatch.setattr(setup, "call_command", made)
    return made


@pytest.fixture
def content(settings: Settings, tmp_path: Path) -> Path:
    """A city with one content file."""
    settings.DATA = tmp_path
    settings.CITY = replace(settings.CITY, folder=tmp_path)
    file = tmp_path / "content" / "plan" / "goals.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("one")
    return file


def test_content_is_loaded_once(content: Path, commands: Commands) -> None:
    setup.load_content()
    setup.load_content()
    assert commands.called == ["load"]


def test_changed_content_is_loaded_again(content: Path, commands: Commands) -> None:
    setup.load_content()
    content.write_text("one and two")
    setup.load_content()
    assert commands.called == ["load", "load"]


def test_content_is_loaded_into_each_new_database(content: Path, commands: Commands) -> None:
    setup.load_content()
    MigrationRecorder.Migration.objects.update(applied=timezone.now())
    setup.load_content()
    assert commands.called == ["load", "load"]


def test_content_with_an_error_is_told_and_tried_again(
    content: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.error = CommandError("goals.yaml:1: no title")
    setup.load_content()
    setup.load_content()
    assert commands.called == ["load", "load"]
    message = "The city's content was not loaded. goals.yaml:1: no title\n"
    assert capsys.readouterr().err == message * 2


def test_a_city_without_content_loads_nothing(content: Path, commands: Commands) -> None:
    content.unlink()
    setup.load_content()
    assert commands.called == []


def test_static_files_are_gathered_once_for_each_state(
    settings: Settings, tmp_path: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path
    states = iter(["a", "a", "b", "b"])
    monkeypatch.setattr(setup, "_fingerprint", lambda _: next(states))
    for _ in range(4):
        setup.collect_static_files()
    assert commands.called == ["collectstatic", "collectstatic"]


@pytest.mark.both_databases
def test_a_database_that_is_up_to_date_is_left_alone(commands: Commands) -> None:
    setup.migrate()
    assert commands.called == []


@pytest.mark.both_databases
def test_a_missing_migration_is_applied(commands: Commands) -> None:
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    setup.migrate()
    assert commands.called == ["migrate"]


@pytest.mark.both_databases
def test_the_table_of_the_cache_is_made_when_it_is_missing(commands: Commands) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE opencity_cache")
    setup.migrate()
    assert commands.called == ["createcachetable"]


def test_a_fingerprint_follows_names_and_contents(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("1")
    before = setup._fingerprint([first, second])
    assert setup._fingerprint([first, second]) == before
    second.write_text("12")
    assert setup._fingerprint([first, second]) != before
    assert setup._fingerprint([first]) != before
