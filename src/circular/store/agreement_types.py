"""Types of agreement in the store: a new version adds rows, a used one never changes."""

import json
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from circular.domain.agreement_types import AgreementType
from circular.store import reference_files
from circular.store.rows import Row, one, rows, value

_RULES = """
key, version, label, duration_months, longest_months, renewals, notice_days, fewest_parties,
clauses, annexes, yearly_threshold, is_financial
"""

# A version that an agreement was drafted under stays as it was on that day.
_UPSERT = """
INSERT INTO agreement_type
    (key, version, label, duration_months, longest_months, renewals, notice_days, position,
    fewest_parties, clauses, annexes, yearly_threshold, is_financial, since, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key, version) DO UPDATE SET
    label = excluded.label, duration_months = excluded.duration_months,
    longest_months = excluded.longest_months, renewals = excluded.renewals,
    notice_days = excluded.notice_days, position = excluded.position,
    fewest_parties = excluded.fewest_parties, clauses = excluded.clauses,
    annexes = excluded.annexes, yearly_threshold = excluded.yearly_threshold,
    is_financial = excluded.is_financial, since = excluded.since, reason = excluded.reason
WHERE agreement_type.origin = 'produit' AND NOT EXISTS (
    SELECT 1 FROM agreement
    WHERE type_key = agreement_type.key AND type_version = agreement_type.version)
"""

# The association's own rules prevail over those of the product, whatever their numbers.
_OFFER = """
UPDATE agreement_type SET active = 1 WHERE key = ? AND version = ? AND NOT EXISTS (
    SELECT 1 FROM agreement_type o WHERE o.key = agreement_type.key AND o.origin = 'association')
"""


def load(db: Database, folder: Path) -> None:
    """Bring the types to the state of the files; what vanished from them is no longer offered."""
    found = list(reference_files.agreement_types(folder))
    db.conn.executemany(_UPSERT, found)
    in_order = sorted((int(str(row[1])), str(row[0])) for row in found)
    newest = {key: number for number, key in in_order}
    db.conn.execute("UPDATE agreement_type SET active = 0 WHERE origin = 'produit'")
    db.conn.executemany(_OFFER, list(newest.items()))


def offered(db: Database) -> list[Row]:
    """Return the types that a new agreement may have, each in its newest version."""
    found = rows(
        db, f"SELECT {_RULES} FROM agreement_type WHERE active ORDER BY position, label, key"
    )
    return [_read(row) for row in found]


def offered_version(db: Database, key: str) -> Row | None:
    """Return the version of a type that a new agreement gets."""
    row = one(
        db,
        f"SELECT {_RULES} FROM agreement_type WHERE key = ? AND active"
        " ORDER BY version DESC LIMIT 1",
        [key],
    )
    return None if row is None else _read(row)


def version(db: Database, key: str, number: int) -> Row | None:
    """Return one version of a type, offered or not."""
    row = one(
        db,
        f"SELECT {_RULES} FROM agreement_type WHERE key = ? AND version = ?",
        [key, number],
    )
    return None if row is None else _read(row)


def versions(db: Database) -> list[Row]:
    """Return every version of every type, the newest first, and how many agreements it rules."""
    found = rows(
        db,
        f"""SELECT t.*, c.name AS author, (SELECT count(*) FROM agreement a
            WHERE a.type_key = t.key AND a.type_version = t.version) AS agreements
        FROM (SELECT {_RULES}, since, reason, author_id, active, origin, position
            FROM agreement_type) t LEFT JOIN account c ON c.id = t.author_id
        ORDER BY (SELECT max(p.position) FROM agreement_type p WHERE p.key = t.key), t.key,
            t.version DESC""",
    )
    return [_read(row) for row in found]


def last_version(db: Database, key: str) -> int:
    """Return the last number given to a version of a type, 0 before the first one."""
    sql = "SELECT COALESCE(max(version), 0) FROM agreement_type WHERE key = ?"
    return int(value(db, sql, [key]))


def add(
    db: Database, rules: AgreementType, *, since: date, reason: str, author_id: int | None
) -> None:
    """Write a version that the association decided; it is the one offered from now on."""
    place = value(db, "SELECT max(position) FROM agreement_type WHERE key = ?", [rules.key])
    db.conn.execute("UPDATE agreement_type SET active = 0 WHERE key = ?", [rules.key])
    record = {
        **rules.model_dump(),
        "clauses": json.dumps([each.model_dump() for each in rules.clauses]),
        "annexes": json.dumps(rules.annexes),
        "is_financial": int(rules.is_financial),
        "origin": "association",
        "position": place or 0,
        "since": since.isoformat(),
        "reason": reason,
        "author_id": author_id,
    }
    names, marks = ", ".join(record), ", ".join(f":{name}" for name in record)
    db.conn.execute(f"INSERT INTO agreement_type ({names}) VALUES ({marks})", record)


def _read(row: Row) -> Row:
    return {**row, **{name: json.loads(row[name]) for name in ("clauses", "annexes")}}
