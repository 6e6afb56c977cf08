"""Who changed a value alone wins; where a file and people both did, people's stays and is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.content import Loading
from opencity.core.content.models import LoadedRecord

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

KEY = "goal plan/1/G1"


@pytest.fixture
def loaded(db):
    """Return a function that loads values over what is kept, having loaded others before."""

    def load(before: dict | None, file: dict, current: dict | None):
        LoadedRecord.objects.all().delete()
        if before is not None:
            Loading().merge(KEY, before, None)
        loading = Loading()
        merged = loading.merge(KEY, file, current)
        return merged, loading.report

    return load


def test_new_record_is_taken_from_the_file(loaded):
    merged, report = loaded(None, {"slug": "a", "goals": ["G1"]}, None)

    assert merged.values == {"slug": "a", "goals": ["G1"]}
    assert merged.changed == ("slug", "goals")
    assert (report.created, report.conflicts) == ([KEY], [])


def test_unchanged_file_changes_nothing(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "a"}, {"slug": "a"})

    assert merged.changed == ()
    assert (report.created, report.changed, report.unchanged, report.conflicts) == ([], [], 1, [])


def test_what_people_alone_changed_is_kept(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "a"}, {"slug": "theirs"})

    assert (merged.values, merged.changed) == ({"slug": "theirs"}, ())
    assert report.conflicts == []


def test_what_the_file_alone_changed_is_taken(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "b"}, {"slug": "a"})

    assert (merged.values, merged.changed) == ({"slug": "b"}, ("slug",))
    assert (report.changed, report.conflicts) == ([KEY], [])


def test_where_both_changed_people_win_and_the_conflict_is_told_once(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "b"}, {"slug": "theirs"})

    assert (merged.values, merged.changed) == ({"slug": "theirs"}, ())
    assert report.conflicts == [f"{KEY} slug: changed here and in the file; kept as it is here"]

    again = Loading()
    again.merge(KEY, {"slug": "b"}, {"slug": "theirs"})
    assert again.report.conflicts == []


def test_where_both_wrote_the_same_there_is_no_conflict(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "b"}, {"slug": "b"})

    assert (merged.changed, report.conflicts) == ((), [])


def test_record_that_people_made_first_is_filled_but_never_overwritten(loaded):
    file = {"slug": "a", "text": {"bg": "а", "en": "a"}, "goals": ["G1"]}
    merged, report = loaded(None, file, {"slug": "theirs", "text": {"bg": "б"}, "goals": []})

    assert merged.values == {
        "slug": "theirs",
        "text": {"bg": "б", "en": "a"},
        "goals": ["G1"],
    }
    assert report.conflicts == [
        f"{KEY} slug: changed here and in the file; kept as it is here",
        f"{KEY} text.bg: changed here and in the file; kept as it is here",
    ]


def test_a_translators_language_and_the_files_other_language_both_stay(loaded):
    merged, report = loaded(
        {"title": {"bg": "Мярка", "uk": "Захід"}},
        {"title": {"bg": "Мярка", "uk": "Захід", "ar": "إجراء"}},
        {"title": {"bg": "Мярка", "uk": "Дія"}},
    )

    assert merged.values == {"title": {"bg": "Мярка", "uk": "Дія", "ar": "إجراء"}}
    assert (merged.changed, report.conflicts) == (("title",), [])


def test_language_that_the_file_gives_up_goes_unless_people_changed_it(loaded):
    before = {"title": {"bg": "Мярка", "uk": "Захід", "ru": "Мера"}}
    current = {"title": {"bg": "Мярка", "uk": "Захід", "ru": "Действие"}}
    merged, report = loaded(before, {"title": {"bg": "Мярка"}}, current)

    assert merged.values == {"title": {"bg": "Мярка", "ru": "Действие"}}
    assert report.conflicts == [f"{KEY} title.ru: changed here and in the file; kept as it is here"]


def test_language_that_people_took_out_stays_out(loaded):
    values = {"title": {"bg": "Мярка", "uk": "Захід"}}
    merged, report = loaded(values, values, {"title": {"bg": "Мярка"}})

    assert (merged.values, merged.changed) == ({"title": {"bg": "Мярка"}}, ())
    assert report.conflicts == []


def test_record_that_people_deleted_is_not_made_again(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "a"}, None)

    assert (merged.values, report.created, report.conflicts) == ({}, [], [])


def test_file_that_changes_a_deleted_record_is_a_conflict(loaded):
    merged, report = loaded({"slug": "a"}, {"slug": "b"}, None)

    assert (merged.values, report.created) == ({}, [])
    assert report.conflicts == [f"{KEY}: deleted here, changed in the file"]


_pieces = st.sampled_from(["", "а", "б", "в"])
_texts = st.dictionaries(st.sampled_from(["bg", "en", "ar"]), _pieces.filter(bool))
_lists = st.lists(st.sampled_from(["G1", "G2"]), unique=True)
_records = st.fixed_dictionaries({"slug": _pieces, "title": _texts, "goals": _lists})


def _pieces_of(record: dict) -> dict[str, object]:
    codes = {f"title.{code}": text for code, text in record["title"].items()}
    return {"slug": record["slug"], "goals": record["goals"]} | codes


@given(before=_records, file=_records, current=_records)
def test_every_piece_follows_the_one_rule(before, file, current):
    LoadedRecord.objects.all().delete()
    Loading().merge(KEY, before, None)
    loading = Loading()
    merged = loading.merge(KEY, file, current)
    again = Loading()
    repeated = again.merge(KEY, file, merged.values)

    was, says, has, got = map(_pieces_of, (before, file, current, merged.values))
    told = {each.split(":")[0].removeprefix(f"{KEY} ") for each in loading.report.conflicts}
    for piece in was | says | has | got:
        old, new, kept, result = (found.get(piece, "") for found in (was, says, has, got))
        if kept == old:
            assert result == new
        else:
            assert result == kept
        assert (piece in told) == (kept != old and new not in (old, kept))
    assert merged.changed == tuple(n for n in file if merged.values[n] != current[n])
    assert (repeated.changed, again.report.conflicts) == ((), [])
