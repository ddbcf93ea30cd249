"""Tables of personal data: what the journal holds apart is only erased, and proofs stay apart."""

import sqlite3
from pathlib import Path

import pytest

from circular.domain.data_requests import DataRequestKind, RequestOutcome
from circular.domain.retention import RetentionKind
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.migrations import migrations, upgrade
from circular.store.rows import one, rows, value
from tests.builders.agreements import signed
from tests.builders.holders import a_contact
from tests.builders.straight import accepted, count, holds
from tests.conftest import NOW

STEP = "create_personal_data_tables"
ERASE = "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = '2026-11-22'"
POSTPONE = (
    "INSERT INTO retention_postponement (kind, subject_id, until, decided_on, created_at)"
    " VALUES ('holders', 1, '2027-06-30', '2026-11-22', '2026-11-22')"
)
ASK = (
    "INSERT INTO data_request (kind, received_on, due_on, requester, created_at)"
    " VALUES ('access', '2026-11-02', '2026-12-02', 'Naïma Terrasson', '2026-11-02')"
)


@pytest.fixture
def held(db: Database, staff: Visitor) -> int:
    """Return how many lines of the journal hold something apart, once a contact is noted."""
    a_contact(db, staff)
    found = count(db, "journal_personal")
    assert found > 0
    return found


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE journal_personal SET contents = \'{"fragments": ["Une autre"]}\'',
        "UPDATE journal_personal SET holder_id = 999",
        "DELETE FROM journal_personal",
    ],
)
def test_what_the_journal_holds_apart_is_neither_rewritten_nor_taken_out(
    db: Database, held: int, statement: str
) -> None:
    before = rows(db, "SELECT * FROM journal_personal")

    with pytest.raises(sqlite3.IntegrityError, match="can only be erased"):
        db.conn.execute(statement)

    assert rows(db, "SELECT * FROM journal_personal") == before
    assert len(before) == held


def test_it_is_erased_once_with_its_salt_and_the_lines_stay(db: Database, held: int) -> None:
    lines = rows(db, "SELECT * FROM journal")

    assert db.conn.execute(ERASE).rowcount == held

    assert rows(db, "SELECT DISTINCT contents, salt FROM journal_personal") == [
        {"contents": None, "salt": None}
    ]
    assert rows(db, "SELECT * FROM journal") == lines
    with pytest.raises(sqlite3.IntegrityError, match="can only be erased"):
        db.conn.execute(ERASE)


@pytest.mark.parametrize(
    "columns",
    [
        "contents = NULL",
        "contents = NULL, erased_at = '2026-11-22'",
        "contents = NULL, salt = NULL",
    ],
)
def test_nothing_is_half_erased(db: Database, held: int, columns: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        db.conn.execute(f"UPDATE journal_personal SET {columns}")

    assert value(db, "SELECT COUNT(*) FROM journal_personal WHERE contents IS NULL") == 0


def test_a_postponement_is_of_a_kind_of_the_domain(db: Database) -> None:
    record_id = db.conn.execute(POSTPONE).lastrowid
    assert record_id is not None
    kinds = [kind.value for kind in RetentionKind]

    assert accepted(db, "retention_postponement", record_id, "kind", [*kinds, "journal"]) == kinds


def test_a_request_is_answered_whole_and_not_before_it_came(db: Database) -> None:
    record_id = db.conn.execute(ASK).lastrowid
    assert record_id is not None
    kinds = [kind.value for kind in DataRequestKind]
    outcomes = [outcome.value for outcome in RequestOutcome]

    assert accepted(db, "data_request", record_id, "kind", [*kinds, "question"]) == kinds
    assert holds(db, "data_request", record_id, outcome="granted")
    assert holds(db, "data_request", record_id, answered_on="2026-11-20")
    for outcome in outcomes:
        assert not holds(db, "data_request", record_id, outcome=outcome, answered_on="2026-11-02")
    assert holds(db, "data_request", record_id, outcome="granted", answered_on="2026-11-01")
    assert holds(db, "data_request", record_id, outcome="later", answered_on="2026-11-20")


def test_a_proof_set_aside_stands_once_for_a_party_and_goes_with_its_agreement(
    db: Database, staff: Visitor
) -> None:
    agreement_id = signed(db, staff)
    set_aside = (
        "INSERT INTO personal_proof (party_id, agreement_id, name, set_aside_at)"
        " SELECT id, agreement_id, name, '2026-11-22' FROM agreement_party WHERE agreement_id = ?"
    )
    assert db.conn.execute(set_aside, [agreement_id]).rowcount == 2

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        db.conn.execute(set_aside, [agreement_id])
    db.conn.execute("DELETE FROM agreement WHERE id = ?", [agreement_id])

    assert count(db, "personal_proof") == 0


def test_a_database_of_before_keeps_its_people_and_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "before.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before=STEP)
        db.conn.execute(
            "INSERT INTO holder (name, folded_name, created_at, updated_at)"
            " VALUES ('Naïma Terrasson', 'naima terrasson', '2026-01-08', '2026-01-08')"
        )
        db.conn.execute(
            "INSERT INTO journal (at, account_name, entity, entity_id, act, sentence)"
            " VALUES ('2026-01-08T09:00:00', 'Claire', 'holder', 1, 'added', 'Personne notée.')"
        )
        db.conn.commit()

    upgrade(path, now=NOW)

    with open_for(path) as db:
        assert one(db, "SELECT name, anonymised_at FROM holder") == {
            "name": "Naïma Terrasson",
            "anonymised_at": None,
        }
        assert one(db, "SELECT sentence, personal_digest FROM journal") == {
            "sentence": "Personne notée.",
            "personal_digest": None,
        }
        assert count(db, "journal_personal") == 0
