"""The journal: who did what, when, with the values before and after.

A line is never changed, and is sealed with the one before it (`store.journal_chain`). What it says
of people lies in `journal_personal`, where it can be erased; the line keeps its salted digest, so
that a falsified value shows while an erased one tells nothing. The name of its author is that of
the account.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from circular.domain.journal import ACTS, JournalFilters
from circular.domain.personal_data import (
    JournalText,
    taken_apart,
    whole_changes,
    whole_sentence,
)
from circular.domain.words import fold
from circular.store import journal_chain
from circular.store.rows import Row, rows, value

_AROUND = """
FROM journal j LEFT JOIN journal_personal p ON p.journal_id = j.id
LEFT JOIN account a ON a.id = j.account_id
"""
LINES = f"""
SELECT j.id, j.at, COALESCE(a.name, j.account_name) AS account_name, j.entity, j.entity_id, j.act,
       j.sentence, j.changes, p.contents AS personal
{_AROUND}
"""
_LISTED = f"""
SELECT j.id, j.at, COALESCE(a.name, j.account_name) AS account_name, j.entity, j.entity_id, j.act,
       j.sentence, j.changes, p.contents AS personal, c.hash AS seal,
       CASE j.entity
           WHEN 'need' THEN (SELECT n.project_id FROM material_need n WHERE n.id = j.entity_id)
           WHEN 'job' THEN (SELECT l.project_id FROM job_line l WHERE l.id = j.entity_id)
       END AS project_id
{_AROUND} LEFT JOIN journal_chain c ON c.journal_id = j.id
"""
_TEXT = (
    "j.sentence || ' ' || j.changes || ' ' || COALESCE(p.contents, '') || ' '"
    " || COALESCE(a.name, j.account_name)"
)

_PLAIN_LETTERS = {letter: fold(chr(letter)) for letter in range(0xDF, 0x180) if fold(chr(letter))}


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


def of_record(db: Database, entity: str, entity_id: int | None, *, limit: int = 200) -> list[Row]:
    """Return the lines of one record, the newest first, whole as long as nothing was erased.

    Without `entity_id`, the lines of every record of the kind: settings, territory.
    """
    chosen, values = _of(entity, entity_id)
    found = rows(db, f"{LINES} WHERE {chosen} ORDER BY j.id DESC LIMIT ?", [*values, limit])
    return [whole(row) for row in found]


def was_noted(
    db: Database, entity: str, entity_id: int | None, act: str, *, since: datetime
) -> bool:
    """Say whether a record has a line of this act since a moment of the machine's clock."""
    last = value(
        db,
        "SELECT at FROM journal WHERE entity = ? AND entity_id IS ? AND act = ?"
        " ORDER BY id DESC LIMIT 1",
        [entity, entity_id, act],
    )
    return last is not None and str(last) >= since.isoformat(timespec="seconds")


def count_of_record(db: Database, entity: str, entity_id: int | None) -> int:
    """Count the lines of one record, or of every record of the kind."""
    chosen, values = _of(entity, entity_id)
    return int(value(db, f"SELECT COUNT(*) FROM journal j WHERE {chosen}", values))


def _of(entity: str, entity_id: int | None) -> tuple[str, list[Any]]:
    if entity_id is None:
        return "j.entity = ?", [entity]
    return "j.entity = ? AND j.entity_id = ?", [entity, entity_id]


def listed(
    db: Database, filters: JournalFilters, *, limit: int | None, offset: int = 0
) -> list[Row]:
    """Return the lines that the filters keep, the newest first; a limit of None returns all.

    `project_id` is the project of a line that speaks of a need or of a job; `seal` its seal.
    """
    condition, values = _condition(db, filters)
    found = rows(
        db,
        f"{_LISTED} WHERE {condition} ORDER BY j.id DESC LIMIT :limit OFFSET :offset",
        {**values, "limit": -1 if limit is None else limit, "offset": offset},
    )
    return [whole(row) for row in found]


def count(db: Database, filters: JournalFilters) -> int:
    """Count the lines that the filters keep."""
    condition, values = _condition(db, filters)
    return int(value(db, f"SELECT COUNT(*) {_AROUND} WHERE {condition}", values))


def authors(db: Database) -> list[Row]:
    """Return the accounts that wrote at least one line, by name."""
    return rows(
        db,
        "SELECT a.id, a.name FROM account a"
        " WHERE EXISTS (SELECT 1 FROM journal j WHERE j.account_id = a.id) ORDER BY a.name, a.id",
    )


def _condition(db: Database, filters: JournalFilters) -> tuple[str, dict[str, Any]]:
    """Write what a line must satisfy; the words are searched folded, inside SQLite."""
    parts: dict[str, Any] = {
        "j.account_id = :account": filters.account_id,
        "j.entity = :entity": filters.entity and filters.entity.value,
        "j.at >= :since": filters.since and filters.since.isoformat(),
        "j.at < :until": filters.until and (filters.until + timedelta(days=1)).isoformat(),
    }
    asked = {part: each for part, each in parts.items() if each is not None}
    values = {part.rpartition(":")[2]: each for part, each in asked.items()}
    conditions = ["1", *asked]
    if filters.kind is not None:
        conditions.append("j.act IN (SELECT value FROM json_each(:acts))")
        values["acts"] = json.dumps(sorted(ACTS[filters.kind]))
    if filters.words:
        db.conn.create_function("circular_holds", 1, _search_of(filters.words), deterministic=True)
        conditions.append(f"circular_holds({_TEXT})")
    return " AND ".join(conditions), values


def _search_of(words: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a text holds all words: letters alone are folded, for speed."""

    def holds(text: str) -> bool:
        folded = text.lower().translate(_PLAIN_LETTERS)
        return all(word in folded for word in words)

    return holds


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
