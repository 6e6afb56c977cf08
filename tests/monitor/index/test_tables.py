from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencity.monitor.index.mistakes import MOST_TOLD, InputRefused, Mistake, Mistakes
from opencity.monitor.index.tables import number, read_table

COLUMNS = {"required": ["a", "b"], "known": ["c"]}


def read(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, Mistakes("table.csv"), **COLUMNS)


def refusal(tmp_path, content) -> tuple[Mistake, ...]:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, content)
    return refused.value.mistakes


def test_rows_know_their_line_also_after_a_cell_of_two_lines_and_an_empty_line(tmp_path):
    rows = read(tmp_path, 'a,b\n"x\ny",1\n\n z ,2\n')
    assert [(row.line, row.cells) for row in rows] == [
        (2, {"a": "x\ny", "b": "1"}),
        (5, {"a": "z", "b": "2"}),
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    assert read(tmp_path, b"\xef\xbb\xbfa,b\r\n1,2\r\n")[0].cells == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        ("a\n1\n", 1, "b", "this column is missing"),
        ("a,b,a\n1,2,3\n", 1, "a", "this column stands there twice"),
        ("a,b,d\n1,2,3\n", 1, "d", "this column is not known"),
        ("a,b,\n1,2,3\n", 1, "column 3", "this column is not known"),
        ("a,b\n1,2\n1\n", 3, None, "has 1 cells, the header has 2"),
        ("a,b\n", None, None, "has no rows under its header"),
        (b"a,b\n1,2\n\xff,2\n", 3, None, "is not UTF-8: save the file with that encoding"),
        ('a,b\n1,"2\n', 2, None, "is not CSV: unexpected end of data"),
    ],
)
def test_a_mistake_has_its_place(tmp_path, content, line, column, reason):
    assert refusal(tmp_path, content)[0] == Mistake("table.csv", line, column, reason)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputRefused, match="^no.csv: cannot be read: No such file"):
        read_table(tmp_path / "no.csv", Mistakes("no.csv"), **COLUMNS)


def test_the_first_mistakes_are_told_and_the_others_counted(tmp_path):
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, "a,b\n" + "1\n" * (MOST_TOLD + 3))
    assert len(refused.value.mistakes) == MOST_TOLD
    assert refused.value.untold == 3
    assert str(refused.value).splitlines()[-1] == "and 3 more"
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize("cell", ["", "NA"])
def test_a_missing_figure_is_no_number(cell):
    assert math.isnan(number(cell))


@pytest.mark.parametrize("cell", ["nan", "inf", "1_000", "0x1", "1 000", "٣", ":", "1e999", "--1"])
def test_what_is_no_plain_number_is_refused(cell):
    with pytest.raises(ValueError, match=r"is not a number|is too large"):
        number(cell)


@pytest.mark.parametrize("cell", ["1,5", "1,000", "1,000.5"])
def test_a_comma_gets_its_own_advice(cell):
    with pytest.raises(ValueError, match="write a decimal point"):
        number(cell)


@settings(max_examples=50, deadline=None)
@given(st.floats(-1e30, 1e30))
def test_a_number_is_read_as_it_is_written(value):
    assert number(repr(value)) == value
