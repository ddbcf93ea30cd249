"""The chain in the store: sealed with the line, never changed, never cut."""

import sqlite3

import pytest

from circular.domain.journal_chain import GENESIS
from circular.domain.visitors import Visitor
from circular.store import journal_chain
from circular.store.connection import Database, write_tx
from circular.store.rows import rows
from tests.builders.journal import tamper, write_lines


def test_each_line_is_sealed_with_the_one_before(db: Database, staff: Visitor) -> None:
    last = write_lines(db, staff, 3)

    links = rows(db, "SELECT journal_id, previous_hash, hash FROM journal_chain ORDER BY 1")
    assert [link["previous_hash"] for link in links] == [
        GENESIS,
        *(link["hash"] for link in links[:-1]),
    ]
    assert journal_chain.head(db) == {"line": last, "seal": links[-1]["hash"]}
    assert journal_chain.line_sealed(db, links[0]["hash"]) == links[0]["journal_id"]
    assert journal_chain.first_fault(db) is None


def test_a_line_that_is_rolled_back_leaves_no_seal(db: Database, staff: Visitor) -> None:
    write_lines(db, staff, 1)
    before = journal_chain.head(db)

    with pytest.raises(ZeroDivisionError), write_tx(db):
        db.conn.execute(
            "INSERT INTO journal (at, account_name, entity, act, sentence)"
            " VALUES ('2026-11-22T09:00:00', '', 'export', 'exported', 'x')"
        )
        journal_chain.append(db, 2)
        raise ZeroDivisionError

    assert journal_chain.head(db) == before


@pytest.mark.parametrize(
    "sql",
    ["UPDATE journal_chain SET hash = previous_hash", "DELETE FROM journal_chain"],
)
def test_no_seal_can_be_changed_or_removed(db: Database, staff: Visitor, sql: str) -> None:
    write_lines(db, staff, 1)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.conn.execute(sql)


def test_an_empty_journal_has_no_head_and_no_fault(db: Database) -> None:
    assert journal_chain.head(db) is None
    assert journal_chain.first_fault(db) is None
    assert journal_chain.line_count(db) == 0
    assert journal_chain.last_lines(db) == {"written": 0, "sealed": 0}


@pytest.mark.parametrize(
    "column",
    ["at", "account_id", "account_name", "entity", "entity_id", "act", "sentence", "changes"],
)
def test_every_column_of_a_line_is_sealed(db: Database, staff: Visitor, column: str) -> None:
    last = write_lines(db, staff, 3)
    tamper(db, f"UPDATE journal SET {column} = '2' WHERE id = {last - 1}")

    fault = journal_chain.first_fault(db)

    assert fault is not None
    assert (fault["id"], fault["is_unsealed"], fault["is_detached"]) == (last - 1, 0, 0)
