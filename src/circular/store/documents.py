"""Documents in the store: of a record, removed and put back, erased with the people they name."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.store.rows import Row, insert, one, rows, value

OWNERS: Mapping[str, str] = {
    "agreement": "agreement_id",
    "implantation": "implantation_id",
    "match": "match_id",
}
"""Kind of record → the column that leads to it."""

AROUND = """
LEFT JOIN agreement a ON a.id = d.agreement_id
LEFT JOIN implantation i ON i.id = d.implantation_id
LEFT JOIN material_match m ON m.id = d.match_id
LEFT JOIN material_need n ON n.id = m.need_id
"""
PROJECT = "COALESCE(a.project_id, i.project_id, n.project_id)"
"""The project under whose record a document `d` is kept, with the joins of `AROUND`."""

ACTS = (
    "document_added",
    "document_erased",
    "document_removed",
    "document_replaced",
    "document_restored",
    "document_taken",
)
"""The acts of the journal that speak of a document, by its name."""

ERASED_NAME = "Document effacé"

_SUBJECT = " ".join(
    f"WHEN d.{column} IS NOT NULL THEN '{subject}'" for subject, column in OWNERS.items()
)
_READ = f"""
SELECT d.*, u.name AS uploaded_by_name, r.name AS removed_by_name, CASE {_SUBJECT} END AS subject,
    COALESCE({", ".join(f"d.{column}" for column in OWNERS.values())}) AS subject_id
FROM document d
LEFT JOIN account u ON u.id = d.uploaded_by
LEFT JOIN account r ON r.id = d.removed_by
"""


def add(db: Database, subject: str, subject_id: int, record: Mapping[str, Any]) -> int:
    """Insert a document of a record and return its identifier."""
    return insert(db, "document", {OWNERS[subject]: subject_id, **record})


def by_id(db: Database, document_id: int) -> Row | None:
    """Return one document, whatever became of it."""
    return one(db, f"{_READ} WHERE d.id = ?", [document_id])


def of_record(db: Database, subject: str, subject_id: int) -> list[Row]:
    """Return the documents of a record whose file is kept: those in place, then those removed."""
    return rows(
        db,
        f"{_READ} WHERE d.{OWNERS[subject]} = ? AND d.erased_at IS NULL"
        " ORDER BY d.removed_at IS NOT NULL, d.kind <> 'signed_copy', d.uploaded_at DESC,"
        " d.id DESC",
        [subject_id],
    )


def signed_copy_at(db: Database, agreement_id: int) -> str | None:
    """Return when the last signed copy of an agreement was uploaded, None when there is none."""
    found = value(
        db,
        "SELECT max(uploaded_at) FROM document WHERE agreement_id = ? AND kind = 'signed_copy'"
        " AND removed_at IS NULL",
        [agreement_id],
    )
    return None if found is None else str(found)


def same_content(db: Database, subject: str, subject_id: int, sha256: str) -> Row | None:
    """Return the document in place of a record that has this very content."""
    return one(
        db,
        f"SELECT id, original_name FROM document WHERE {OWNERS[subject]} = ? AND sha256 = ?"
        " AND removed_at IS NULL",
        [subject_id, sha256],
    )


def remove(db: Database, document_id: int, *, removed_by: int | None, now: datetime) -> bool:
    """Take a document out of its record; False when it was not in place any more."""
    cursor = db.conn.execute(
        "UPDATE document SET removed_at = ?, removed_by = ? WHERE id = ? AND removed_at IS NULL",
        [now.isoformat(timespec="seconds"), removed_by, document_id],
    )
    return cursor.rowcount == 1


def restore(db: Database, document_id: int) -> bool:
    """Put a removed document back; False when it is in place, or its file is gone."""
    cursor = db.conn.execute(
        "UPDATE document SET removed_at = NULL, removed_by = NULL"
        " WHERE id = ? AND removed_at IS NOT NULL AND erased_at IS NULL",
        [document_id],
    )
    return cursor.rowcount == 1


def removed_before(db: Database, moment: datetime) -> list[int]:
    """Return the documents that were removed before a moment and whose file is still there."""
    found = rows(
        db,
        "SELECT id FROM document WHERE removed_at < ? AND erased_at IS NULL ORDER BY id",
        [moment.isoformat(timespec="seconds")],
    )
    return [row["id"] for row in found]


def of_records(db: Database, subject: str, records: Sequence[int]) -> list[int]:
    """Return the documents of these records of a kind whose file is still there."""
    found = rows(
        db,
        "SELECT id FROM document WHERE erased_at IS NULL"
        f" AND {OWNERS[subject]} IN (SELECT value FROM json_each(?)) ORDER BY id",
        [json.dumps(list(records))],
    )
    return [row["id"] for row in found]


def erase(db: Database, documents: Sequence[int], *, now: datetime) -> list[str]:
    """Erase what names people in these documents; return the names of the files to delete."""
    these = {"these": json.dumps(list(documents)), "moment": now.isoformat(timespec="seconds")}
    chosen = "id IN (SELECT value FROM json_each(:these)) AND erased_at IS NULL"
    files = rows(db, f"SELECT stored_name FROM document WHERE {chosen}", these)
    db.conn.execute(
        f"UPDATE document SET erased_at = :moment, removed_at = COALESCE(removed_at, :moment),"
        f" original_name = '{ERASED_NAME}' WHERE {chosen}",
        these,
    )
    return [row["stored_name"] for row in files]


def forget_names(db: Database, documents: Sequence[int], *, now: datetime) -> None:
    """Erase what the journal holds apart about the documents of the records of these."""
    acts = ", ".join(f"'{act}'" for act in ACTS)
    db.conn.execute(
        "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = :moment"
        " WHERE contents IS NOT NULL AND journal_id IN (SELECT j.id FROM journal j"
        f" WHERE j.act IN ({acts}) AND ("
        " (j.entity = 'agreement' AND j.entity_id IN (SELECT d.agreement_id FROM document d"
        "   WHERE d.id IN (SELECT value FROM json_each(:these))))"
        f" OR (j.entity = 'project' AND j.entity_id IN (SELECT {PROJECT} FROM document d {AROUND}"
        "   WHERE d.agreement_id IS NULL AND d.id IN (SELECT value FROM json_each(:these))))))",
        {
            "these": json.dumps(list(documents)),
            "moment": now.isoformat(timespec="seconds"),
        },
    )


def stored(db: Database) -> list[Row]:
    """Return the name and seal of every file that has to be in the folder."""
    return rows(
        db, "SELECT stored_name, sha256 FROM document WHERE erased_at IS NULL ORDER BY stored_name"
    )
