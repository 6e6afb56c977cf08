from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencity.core.sqlite.base import only_reads

READS = [
    "SELECT 1",
    "  select 1",
    "EXPLAIN QUERY PLAN SELECT 1",
    "PRAGMA foreign_keys",
    "VALUES (1)",
    "WITH t AS (SELECT 1) SELECT * FROM t",
]
WRITES = [
    "INSERT INTO t VALUES (1)",
    "update t SET a = 1",
    "DELETE FROM t",
    "REPLACE INTO t VALUES (1)",
    "WITH n AS (SELECT 1 AS a) INSERT INTO t SELECT a FROM n",
    "with n AS (SELECT 1 AS a) delete FROM t WHERE a IN (SELECT a FROM n)",
    "BEGIN IMMEDIATE",
    "SAVEPOINT s",
    "CREATE TABLE u (a)",
    "VACUUM",
    "/* SELECT */ DELETE FROM t",
    "SELECTED",
    "",
]


CHANGES = [
    "INSERT INTO t VALUES (1)",
    "UPDATE t SET a = 2",
    "DELETE FROM t",
    "REPLACE INTO t SELECT 1",
]


@pytest.mark.parametrize("statement", READS)
def test_reads_are_known(statement):
    assert only_reads(statement)


@pytest.mark.parametrize("statement", WRITES)
def test_whatever_may_write_is_not_taken_for_a_read(statement):
    assert not only_reads(statement)


@given(
    space=st.text(" \t\n", max_size=3),
    head=st.sampled_from(["", "WITH n AS (SELECT 1 AS a) "]),
    write=st.sampled_from(
        [
            "INSERT INTO t VALUES (1)",
            "UPDATE t SET a = 2",
            "DELETE FROM t",
            "REPLACE INTO t SELECT 1",
        ]
    ),
    lower=st.booleans(),
)
def test_no_statement_that_changes_a_row_passes_for_a_read(space, head, write, lower):
    statement = space + head + write
    statement = statement.lower() if lower else statement
    database = sqlite3.connect(":memory:")
    database.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (0);")
    before = database.total_changes
    database.execute(statement)

    assert database.total_changes > before
    assert not only_reads(statement)
