from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opencity.core.content import ContentError, read_file


def complaint(read, *arguments, **options) -> tuple[int, str, str]:
    """Return line, key and problem of the complaint that a reading ends in."""
    with pytest.raises(ContentError) as caught:
        read(*arguments, **options)
    error = caught.value
    return error.line, error.key, error.problem


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("code: A\ntitle: [a\n", 3, "not YAML (did not find expected ',' or ']')"),
        ("code: A\n\tb: c\n", 2, "not YAML (found a tab character that violates indentation)"),
        ("code: A\nb: \x07\n", 2, "not YAML (forbidden character)"),
        (b"code: A\nb: \xe9\n", 2, "not UTF-8 (invalid continuation byte)"),
        (b"\xff\xfec\x00", 1, "not UTF-8 (invalid start byte)"),
        ("a: 1\n---\nb: 2\n", 2, "not YAML (but found another document)"),
        ("[a, b]", 1, "a content file holds keys and values"),
        ("", 1, "a content file holds keys and values"),
        ("[" * 5000, 1, "nested too deeply"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key is one word"),
    ],
)
def test_what_is_no_content_file_is_refused_with_file_and_line(file_with, text, line, problem):
    file = file_with(text)

    assert complaint(read_file, file) == (line, "", problem)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(ContentError) as caught:
        read_file(tmp_path / "gone.yaml")

    assert str(caught.value) == (
        f"{tmp_path / 'gone.yaml'}, line 1: cannot be read (No such file or directory)"
    )


def test_complaint_names_file_line_and_key(entry_of, tmp_path):
    entry = entry_of("source:\n  date: soon\n").entry("source")

    with pytest.raises(ContentError) as caught:
        entry.date("date")

    assert str(caught.value) == (
        f"{tmp_path / 'content.yaml'}, line 2, source.date: “soon” is no day like 2026-01-31"
    )


def test_key_that_stands_twice_is_refused(entry_of):
    assert complaint(entry_of, "code: A\nname: x\ncode: B\n") == (
        3,
        "code",
        "this key stands here twice",
    )


def test_key_that_stands_twice_further_down_is_refused(entry_of):
    entry = entry_of("title:\n  bg: а\n  bg: б\n")

    assert complaint(entry.text, "title") == (3, "title.bg", "this key stands here twice")


def test_unknown_key_is_refused_with_the_known_ones(entry_of):
    entry = entry_of("code: A\ncolour: red\n")

    assert complaint(entry.only, "code", "name") == (
        2,
        "colour",
        "unknown key; known are code, name",
    )


@pytest.mark.parametrize("value", ["", "null", "~", "Null"])
def test_empty_value_is_missing_and_never_the_word_null(entry_of, value):
    entry = entry_of(f"a: 1\ncode: {value}\n")

    assert complaint(entry.string, "code") == (2, "code", "this value is missing")
    assert complaint(entry.number, "code") == (2, "code", "this value is missing")
    assert entry.string("code", default="x") == "x"
    assert entry.date("code") is None
    assert entry.has("code") is False


def test_missing_key_is_named_with_the_line_of_its_entry(entry_of):
    entry = entry_of("a: 1\nrows:\n  - b: 2\n").entries("rows")[0]

    assert complaint(entry.string, "code") == (3, "rows[1].code", "this key is missing")


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("string", "[a]", "one value belongs here"),
        ("string", "{a: b}", "one value belongs here"),
        ("number", "3.5", "“3.5” is no whole number"),
        ("number", "-3", "“-3” is no whole number"),
        ("flag", "yes", "“yes” is none of true, false"),
        ("date", "2026-02-30", "“2026-02-30” is no day like 2026-01-31"),
        ("date", "20260131", "“20260131” is no day like 2026-01-31"),
        ("date", "2026-W05-6", "“2026-W05-6” is no day like 2026-01-31"),
        ("strings", "a", "a list belongs here"),
        ("strings", "[[a]]", "one value belongs here"),
        ("strings", "[~]", "this value is missing"),
        ("entry", "a", "keys and values belong here"),
        ("entries", "{a: b}", "a list belongs here"),
    ],
)
def test_value_of_another_kind_is_refused(entry_of, kind, value, problem):
    entry = entry_of(f"a: 1\nkey: {value}\n")

    assert complaint(getattr(entry, kind), "key") == (2, "key", problem)


def test_list_of_plain_values_where_entries_belong_is_refused(entry_of):
    entry = entry_of("rows:\n  - a: 1\n  - b\n")

    assert complaint(entry.entries, "rows") == (3, "rows[2]", "keys and values belong here")


def test_code_that_nobody_knows_is_refused(entry_of):
    entry = entry_of("goal: G9\ngoals:\n  - G1\n  - G9\n")

    assert complaint(entry.string, "goal", choices=["G1", "G2"]) == (
        1,
        "goal",
        "“G9” is none of G1, G2",
    )
    assert complaint(entry.strings, "goals", choices=["G1", "G2"]) == (
        4,
        "goals",
        "“G9” is none of G1, G2",
    )


def test_value_that_stands_in_a_list_twice_is_refused(entry_of):
    entry = entry_of("goals:\n  - G1\n  - G1\n")

    assert complaint(entry.strings, "goals") == (3, "goals", "“G1” stands here twice")


@pytest.mark.parametrize(
    ("text", "line", "key", "problem"),
    [
        ("code: A\n", 1, "title", "this text is missing"),
        ("title: ~\n", 1, "title", "this text is missing"),
        ("title: Мярка\n", 1, "title", "keys and values belong here"),
        ("title: {en: Measure}\n", 1, "title", "the text in “bg” is missing"),
        ("title: {bg: ' '}\n", 1, "title", "the text in “bg” is missing"),
        ("title: {bg: ~}\n", 1, "title", "the text in “bg” is missing"),
        (
            "title:\n  bg: а\n  xx: b\n",
            3,
            "title.xx",
            "unknown key; known are bg, en, uk, ru, tr, ar",
        ),
        ("title:\n  bg: [а]\n", 2, "title.bg", "one value belongs here"),
    ],
)
def test_text_without_its_source_or_in_an_unknown_language_is_refused(
    entry_of, text, line, key, problem
):
    assert complaint(entry_of(text).text, "title") == (line, key, problem)


def test_text_gives_what_is_written_and_leaves_out_empty_languages(entry_of):
    entry = entry_of("title:\n  bg: ' Мярка '\n  en: Measure\n  uk: ~\n")

    assert entry.text("title") == {"bg": "Мярка", "en": "Measure"}
    assert entry.text("why", required=False) == {}


def test_values_are_what_the_file_says_letter_by_letter(entry_of):
    entry = entry_of("a: no\nb: 010\nc: true\nd: 2026-01-31\ne: 12\nf: [1.10, ja]\n")

    assert entry.string("a") == "no"
    assert entry.string("b") == "010"
    assert entry.flag("c") is True
    assert entry.date("d") == datetime.date(2026, 1, 31)
    assert entry.number("e") == 12
    assert entry.strings("f") == ["1.10", "ja"]


def read_or_complaint(file):
    try:
        return read_file(file).keys()
    except ContentError as error:
        return str(error)


@given(st.binary(max_size=200))
@example(b"a: &x [*x]")
@example(b"!!python/object/apply:os.system [ls]")
def test_any_bytes_are_an_entry_or_a_named_error(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(content)

    found = read_or_complaint(file)

    if isinstance(found, str):
        assert found.startswith(f"{file}, line ")
    else:
        assert all(isinstance(key, str) for key in found)
