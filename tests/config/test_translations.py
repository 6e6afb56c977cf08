from __future__ import annotations

from pathlib import Path

import polib
import pytest

from config.translations import troubles_of


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A catalogue with one translation and one plural, compiled."""
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Search", msgstr="Търсене"))
    catalogue.append(
        polib.POEntry(
            msgid="%d measure", msgid_plural="%d measures", msgstr_plural={0: "мярка", 1: "мерки"}
        )
    )
    file = tmp_path / "django.po"
    catalogue.save(str(file))
    catalogue.save_as_mofile(str(file.with_suffix(".mo")))
    return file


def change(source: Path, **values: object) -> list[str]:
    catalogue = polib.pofile(str(source))
    for name, value in values.items():
        setattr(catalogue[0], name, value)
    catalogue.save(str(source))
    return [trouble.rpartition("django.po")[2] for trouble in troubles_of(source)]


def test_a_compiled_catalogue_is_in_order(source: Path) -> None:
    assert troubles_of(source) == []


def test_a_missing_file_is_told(source: Path) -> None:
    source.with_suffix(".mo").unlink()
    assert change(source) == [" is not compiled; run make fix"]


def test_a_changed_translation_is_told(source: Path) -> None:
    assert change(source, msgstr="Намери") == [" differs from its compiled file; run make fix"]


def test_a_missing_translation_is_told_with_its_line(source: Path) -> None:
    assert change(source, msgstr="")[0] == ":5: 'Search' is not translated"


def test_a_doubtful_translation_is_told_with_its_line(source: Path) -> None:
    assert change(source, flags=["fuzzy"])[0] == ":5: the translation is marked as fuzzy; review it"
