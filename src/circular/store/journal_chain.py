"""The chain of the journal in the store: sealing a line, and finding the first that does not hold.

The check runs inside SQLite, one pass over the journal in its own order.
"""

from typing import Any

from sqlite_utils import Database

from circular.domain.journal_chain import GENESIS, SEALED, seal
from circular.store.rows import Row, one, rows, value

_CONTENT = ", ".join(f"j.{name}" for name in SEALED)
_FIRST_FAULT = f"""
WITH link AS (
    SELECT {_CONTENT}, c.previous_hash, c.hash,
        LAG(c.hash, 1, :genesis) OVER (ORDER BY j.id) AS expected
    FROM journal j LEFT JOIN journal_chain c ON c.journal_id = j.id
)
SELECT id, at, hash IS NULL AS is_unsealed, previous_hash IS NOT expected AS is_detached
FROM link
WHERE hash IS NULL OR previous_hash IS NOT expected
    OR hash <> circular_seal(previous_hash, {", ".join(SEALED)})
ORDER BY id LIMIT 1
"""


def append(db: Database, line_id: int) -> None:
    """Seal a line that was just written; must be called in the transaction that wrote it."""
    content = db.conn.execute(
        f"SELECT {_CONTENT} FROM journal j WHERE j.id = ?", [line_id]
    ).fetchone()
    previous = value(db, "SELECT hash FROM journal_chain ORDER BY journal_id DESC LIMIT 1")
    previous = GENESIS if previous is None else str(previous)
    db.conn.execute(
        "INSERT INTO journal_chain (journal_id, previous_hash, hash) VALUES (?, ?, ?)",
        [line_id, previous, seal(previous, *content)],
    )


def head(db: Database) -> Row | None:
    """Return the number and the seal of the last sealed line, None when nothing was written."""
    return one(
        db,
        "SELECT journal_id AS line, hash AS seal FROM journal_chain"
        " ORDER BY journal_id DESC LIMIT 1",
    )


def first_fault(db: Database) -> Row | None:
    """Return the first line whose seal does not hold, with what tells why; None when all do."""
    db.conn.create_function("circular_seal", -1, _seal, deterministic=True)
    return one(db, _FIRST_FAULT, {"genesis": GENESIS})


def line_count(db: Database) -> int:
    """Count the lines of the journal."""
    return int(value(db, "SELECT COUNT(*) FROM journal"))


def last_lines(db: Database) -> Row:
    """Return the number of the last line, and of the last that was sealed; 0 for none."""
    return rows(
        db,
        "SELECT (SELECT COALESCE(MAX(id), 0) FROM journal) AS written,"
        " (SELECT COALESCE(MAX(journal_id), 0) FROM journal_chain) AS sealed",
    )[0]


def line(db: Database, line_id: int) -> Row | None:
    """Return the moment and the seal of one line, None when it is not there."""
    return one(
        db,
        "SELECT j.at, c.hash AS seal FROM journal j LEFT JOIN journal_chain c"
        " ON c.journal_id = j.id WHERE j.id = ?",
        [line_id],
    )


def line_sealed(db: Database, seal_of_line: str) -> int | None:
    """Return the number of the line that bears a seal, None when none does."""
    found = value(db, "SELECT journal_id FROM journal_chain WHERE hash = ?", [seal_of_line])
    return None if found is None else int(found)


def _seal(previous: Any, *content: Any) -> str:
    return seal(str(previous), *content)
