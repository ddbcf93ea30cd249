"""The journal: who did what, when, with the values before and after.

A line is never changed, and is sealed with the one before it (`store.journal_chain`). What it says
of people lies in `journal_personal`, where it can be erased; the line keeps its salted digest, so
that a falsified value shows while an erased one tells nothing. The name of its author is that of
the account.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.personal_data import (
    JournalText,
    taken_apart,
    whole_changes,
    whole_sentence,
)
from circular.store import journal_chain
from circular.store.rows import Row, rows, value

LINES = """
SELECT j.id, j.at, COALESCE(a.name, j.account_name) AS account_name, j.entity, j.entity_id, j.act,
       j.sentence, j.changes, p.contents AS personal
FROM journal j LEFT JOIN journal_personal p ON p.journal_id = j.id
LEFT JOIN account a ON a.id = j.account_id
"""


def add(
    db: Database,
    *,
    at: datetime,
    account_id: int | None,
    account_name: str,
    entity: str,
    entity_id: int | None,
    act: str,
    sentence: str,
    changes: Mapping[str, tuple[Any, Any]],
    person: int | None = None,
) -> None:
    """Write one line and seal it; triggers keep both for ever.

    `person` is the holder of whom it speaks. `account_name` is kept for an author without account
    only: everybody else's name is read from their account.
    """
    text = taken_apart(entity, sentence, changes)
    contents = _contents(text)
    salt = secrets.token_hex(16)
    cursor = db.conn.execute(
        "INSERT INTO journal (at, account_id, account_name, entity, entity_id, act, sentence,"
        " changes, personal_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            at.isoformat(timespec="seconds"),
            account_id,
            account_name if account_id is None else "",
            entity,
            entity_id,
            act,
            text.sentence,
            _json(text.changes),
            None if contents is None else digest(salt, contents),
        ],
    )
    line_id = int(cursor.lastrowid or 0)
    journal_chain.append(db, line_id)
    if contents is not None:
        about = entity_id if entity == "holder" else person
        db.conn.execute(
            "INSERT INTO journal_personal (journal_id, holder_id, contents, salt)"
            " VALUES (?, ?, ?, ?)",
            [line_id, about, contents, salt],
        )


def digest(salt: str, contents: str) -> str:
    """Return what the line keeps of contents that can be erased."""
    return hashlib.sha256(f"{salt}{contents}".encode()).hexdigest()


def of_record(db: Database, entity: str, entity_id: int, *, limit: int = 200) -> list[Row]:
    """Return the lines of one record, the newest first, whole as long as nothing was erased."""
    found = rows(
        db,
        f"{LINES} WHERE j.entity = ? AND j.entity_id = ? ORDER BY j.id DESC LIMIT ?",
        [entity, entity_id, limit],
    )
    return [whole(row) for row in found]


def count_of_record(db: Database, entity: str, entity_id: int) -> int:
    """Count the lines of one record."""
    sql = "SELECT COUNT(*) FROM journal WHERE entity = ? AND entity_id = ?"
    return int(value(db, sql, [entity, entity_id]))


def whole(row: Row) -> Row:
    """Return a row of `LINES` with what was held apart in its place; what was erased says so."""
    held = None if row["personal"] is None else json.loads(row["personal"])
    return {name: each for name, each in row.items() if name != "personal"} | {
        "sentence": whole_sentence(row["sentence"], held and held["sentence"]),
        "changes": _json(whole_changes(json.loads(row["changes"]), held and held["changes"])),
    }


def falsified(db: Database) -> list[int]:
    """Return the lines whose words held apart are not those that were written with them."""
    db.conn.create_function("circular_digest", 2, digest, deterministic=True)
    found = rows(
        db,
        "SELECT j.id FROM journal j LEFT JOIN journal_personal p ON p.journal_id = j.id"
        " WHERE (j.personal_digest IS NULL) <> (p.journal_id IS NULL)"
        " OR (p.contents IS NOT NULL AND circular_digest(p.salt, p.contents) <> j.personal_digest)"
        " ORDER BY j.id",
    )
    return [row["id"] for row in found]


def _contents(text: JournalText) -> str | None:
    if not text.is_personal:
        return None
    return _json({"sentence": text.fragments, "changes": text.values})


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, default=str)
