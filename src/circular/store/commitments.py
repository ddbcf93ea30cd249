"""Commitments in the store: those of an agreement, those of an organisation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, update_version
from circular.store.trials import real


def party_name(*, with_people: bool, with_confidential: bool) -> str:
    """Return the SQL of the name of who commits (alias c, holder h, organisation o).

    NULL where the reader may not know it.
    """
    person = "h.name" if with_people else "NULL"
    shown = "COALESCE(o.name, c.party_name)"
    if not with_confidential:
        shown = f"CASE WHEN COALESCE(o.is_confidential, 0) THEN NULL ELSE {shown} END"
    return f"""
    CASE c.party_kind WHEN 'holder' THEN {person} WHEN 'organisation' THEN {shown}
    ELSE (SELECT y.name FROM agreement_party y WHERE y.agreement_id = c.agreement_id
        AND y.kind = 'association' ORDER BY y.position LIMIT 1) END
    """


AROUND = """
LEFT JOIN holder h ON h.id = c.holder_id
LEFT JOIN organisation o ON o.id = c.organisation_id
"""
_COLUMNS = """
c.id, c.agreement_id, c.version, c.party_kind, c.holder_id, c.organisation_id, c.kind, c.due_on,
c.remind_on, c.done_on, c.document_id, c.proof IS NOT NULL AS has_proof
"""
_OPEN = "a.archived_at IS NULL AND p.archived_at IS NULL"


def add(db: Database, record: Mapping[str, Any], *, created_by: int | None, now: datetime) -> int:
    """Write a new commitment and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    stamps = {"created_at": moment, "created_by": created_by, "updated_at": moment}
    return insert(db, "commitment", {**record, **stamps})


def change(
    db: Database, commitment_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a commitment that still has `version`; False when somebody else saved first."""
    moment = now.isoformat(timespec="seconds")
    return update_version(
        db, "commitment", commitment_id, version=version, record={**record, "updated_at": moment}
    )


def get(db: Database, commitment_id: int) -> Row | None:
    """Return one commitment with the state of its agreement, and whether it is a trial's."""
    return one(
        db,
        "SELECT c.*, a.state, a.number, p.is_trial FROM commitment c"
        " JOIN agreement a ON a.id = c.agreement_id JOIN project p ON p.id = a.project_id"
        " WHERE c.id = ?",
        [commitment_id],
    )


def remove(db: Database, commitment_id: int) -> None:
    """Take a commitment away."""
    db.conn.execute("DELETE FROM commitment WHERE id = ?", [commitment_id])


def of_agreement(
    db: Database, agreement_id: int, *, with_people: bool, with_confidential: bool
) -> list[Row]:
    """Return the commitments of an agreement, those to do first, the nearest first.

    What is written of them, their proofs and who noted them may name people.
    """
    name = party_name(with_people=with_people, with_confidential=with_confidential)
    texts = "c.label, c.proof, d.original_name AS document, u.name AS done_by"
    nobody = "NULL AS label, NULL AS proof, NULL AS document, NULL AS done_by"
    return rows(
        db,
        f"SELECT {_COLUMNS}, {name} AS party, {texts if with_people else nobody}"
        f" FROM commitment c {AROUND}"
        " LEFT JOIN document d ON d.id = c.document_id AND d.removed_at IS NULL"
        " LEFT JOIN account u ON u.id = c.done_by"
        " WHERE c.agreement_id = ?"
        " ORDER BY c.done_on IS NOT NULL, COALESCE(c.done_on, c.due_on), c.id",
        [agreement_id],
    )


def of_organisation(db: Database, organisation_id: int, *, since: date) -> list[Row]:
    """Return what an organisation still has to do, and what it did since a day.

    Only of agreements that were signed: nothing else is awaited.
    """
    return rows(
        db,
        f"""SELECT {_COLUMNS}, {party_name(with_people=False, with_confidential=True)} AS party,
            c.label, c.proof, NULL AS document, NULL AS done_by, a.number, a.state,
            t.label AS type
        FROM commitment c {AROUND}
        JOIN agreement a ON a.id = c.agreement_id JOIN project p ON p.id = a.project_id
        JOIN agreement_type t ON t.key = a.type_key AND t.version = a.type_version
        WHERE c.organisation_id = :organisation AND a.state IN ('signed', 'ended')
            AND {_OPEN} AND {real("p")} AND (c.done_on IS NULL OR c.done_on >= :since)
        ORDER BY c.done_on IS NOT NULL, COALESCE(c.done_on, c.due_on), c.id""",
        {"organisation": organisation_id, "since": since.isoformat()},
    )
