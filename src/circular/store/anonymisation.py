"""Erasing people from the store: what names them goes, every row, date and amount stays.

All people of a batch are erased together, each table once; the text functions of the eraser run
inside SQLite, so that no table is read row by row. Must be called inside a transaction.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from circular.domain.documents import neutral_name
from circular.domain.personal_data import ANONYMISED_NAME, SOMEBODY, Eraser, Identity
from circular.domain.projects import folded_title
from circular.domain.words import fold
from circular.store import documents
from circular.store.rows import rows

_TEXTS: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "project": (
        "id",
        ("title", "summary", "origin_note", "premises_wanted", "blocked_reason"),
    ),
    "project_move": ("project_id", ("reason",)),
    "next_action": ("project_id", ("label",)),
    "service": ("project_id", ("request_note", "given_by", "effect")),
    "implantation": ("project_id", ("address", "proof_note")),
    "job_line": ("project_id", ("evidence", "note")),
    "material_need": ("project_id", ("title", "note")),
    "exchange": ("project_id", ("note",)),
    "case_note": ("project_id", ("text", "next_step")),
    "agreement": ("project_id", ("purpose", "note", "closing_reason", "amended_commitments")),
    "holder": (None, ("note",)),
    "organisation": (None, ("note",)),
    "facility": (None, ("conditions", "opening_hours", "note")),
    "facility_closure": (None, ("reason",)),
    "facility_booking": ("project_id", ("purpose", "cancel_reason", "use_note")),
    "material_match": (None, ("document",)),
    "match_move": (None, ("document", "note")),
    "match_tonnage": (None, ("source",)),
    "match_question": (None, ("question",)),
    "introduction": (None, ("answer_note",)),
    "data_request": (None, ("request", "answer")),
    "snapshot": (None, ("title", "note")),
    "snapshot_withdrawal": (None, ("reason",)),
    "share_address": (None, ("recipient",)),
}
"""Table → the column that leads to a project, if any, and its columns of free text."""
_AGREEMENT_TEXTS = (
    ("agreement_event", "reason"),
    ("agreement_piece", "title"),
    ("agreement_piece", "body"),
    ("agreement_renewal", "note"),
    ("agreement_service", "note"),
    ("amendment", "reason"),
    ("amendment", "commitments"),
    ("amendment", "parties"),
    ("amendment", "previous_commitments"),
    ("amendment", "previous_parties"),
    ("commitment", "label"),
    ("commitment", "proof"),
)
"""Tables that lead to an agreement, each with its column of free text."""

_THESE = "(SELECT value FROM json_each(:these))"
_THEIR_PROJECTS = """
(SELECT ph.project_id FROM project_holder ph JOIN leaving l ON l.holder_id = ph.holder_id
 UNION SELECT e.project_id FROM exchange e JOIN leaving l ON l.holder_id = e.holder_id
 UNION SELECT a.project_id FROM agreement a JOIN agreement_party t ON t.agreement_id = a.id
    JOIN leaving l ON l.holder_id = t.holder_id)
"""
_EMPTIED_PROJECTS = """
(SELECT ph.project_id FROM project_holder ph JOIN holder h ON h.id = ph.holder_id
 GROUP BY ph.project_id
 HAVING SUM(h.anonymised_at IS NULL) = 0
    AND SUM(h.id IN (SELECT holder_id FROM leaving)) > 0)
"""


_THEIR_DOCUMENTS = f"""
(SELECT d.id FROM document d {documents.AROUND}
 WHERE {documents.PROJECT} IN {_THEIR_PROJECTS})
"""
_DOCUMENTS_TO_ERASE = f"""
SELECT d.id FROM document d {documents.AROUND}
WHERE (d.agreement_id IS NULL AND {documents.PROJECT} IN {_EMPTIED_PROJECTS})
    OR (a.state IN ('draft', 'review', 'to_sign', 'abandoned') AND (
        a.project_id IN {_EMPTIED_PROJECTS} OR EXISTS (SELECT 1 FROM agreement_party t
            JOIN leaving l ON l.holder_id = t.holder_id WHERE t.agreement_id = a.id)))
"""
"""The documents that go with a person; what proves a signed agreement stays until its own term."""


def identities(db: Database, holders: Sequence[int]) -> tuple[Identity, ...]:
    """Return by what these people are recognised in texts."""
    found = rows(
        db,
        "SELECT h.name, h.email, h.phone, h.other_contact, EXISTS (SELECT 1 FROM holder o"
        f" WHERE o.folded_name = h.folded_name AND o.id NOT IN {_THESE}) AS has_namesake"
        f" FROM holder h WHERE h.id IN {_THESE}",
        {"these": _listed(holders)},
    )
    return tuple(Identity(**{**row, "has_namesake": bool(row["has_namesake"])}) for row in found)


def overwrite_what_is_erased(db: Database) -> None:
    """Have SQLite write zeros over what it erases; call it before the transaction begins."""
    db.conn.execute("PRAGMA secure_delete = ON")


def anonymise_holders(db: Database, holders: Sequence[int], *, now: datetime) -> list[str]:
    """Erase these people everywhere; rows, dates and amounts stay as they are.

    Returns the names of the stored files to delete once the transaction has gone through.
    """
    eraser = Eraser(identities(db, holders))
    db.conn.create_function("redacted", 1, eraser.redacted, deterministic=True)
    db.conn.create_function("mentions", 1, eraser.mentions, deterministic=True)
    db.conn.create_function(
        "held_mentions", 1, lambda held: eraser.mentions(_said(held)), deterministic=True
    )
    db.conn.create_function("folded", 1, folded_title, deterministic=True)
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS leaving (holder_id INTEGER PRIMARY KEY)")
    db.conn.execute("DELETE FROM leaving")
    db.conn.executemany("INSERT INTO leaving VALUES (?)", [(each,) for each in holders])
    moment = now.isoformat(timespec="seconds")
    _erase_records(db, moment)
    _erase_exchanges(db)
    _erase_case_notes(db, moment)
    _redact_texts(db)
    _set_proofs_aside(db, moment)
    files = _erase_documents(db, now)
    _erase_journal(db, moment)
    db.conn.execute("DELETE FROM leaving")
    return files


def anonymise_account(
    db: Database, account_id: int, identity: Identity, *, new_name: str, now: datetime
) -> None:
    """Erase the name and the ways in of an account; the journal keeps its lines, and its number."""
    eraser = Eraser((identity,))
    db.conn.create_function(
        "held_mentions", 1, lambda held: eraser.mentions(_said(held)), deterministic=True
    )
    db.conn.execute(
        "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = :moment"
        " WHERE contents IS NOT NULL AND (held_mentions(contents) OR journal_id IN"
        " (SELECT id FROM journal WHERE entity = 'account' AND entity_id = :account))",
        {"moment": now.isoformat(timespec="seconds"), "account": account_id},
    )
    for table in (
        "credential",
        "second_factor",
        "recovery_code",
        "sign_in_session",
        "calendar_feed",
        "saved_view",
    ):
        db.conn.execute(f"DELETE FROM {table} WHERE account_id = ?", [account_id])
    db.conn.execute(
        "UPDATE account SET name = ?, email = NULL WHERE id = ?", [new_name, account_id]
    )


def erase_referents(db: Database, organisations: Sequence[int], *, now: datetime) -> None:
    """Erase the people and the ways to reach them of these organisations."""
    moment = now.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE organisation SET referent = NULL, email = NULL, phone = NULL, note = NULL,"
        f" version = version + 1, updated_at = :moment WHERE id IN {_THESE}",
        {"moment": moment, "these": _listed(organisations)},
    )
    _erase_lines_of(db, "organisation", organisations, moment)


def erase_signatories(db: Database, agreements: Sequence[int], *, now: datetime) -> list[str]:
    """Erase who signed these agreements, the proofs that were set aside, and the documents.

    Returns the names of the stored files to delete once the transaction has gone through.
    """
    moment = now.isoformat(timespec="seconds")
    db.conn.execute(
        f"UPDATE agreement_party SET signatory = NULL WHERE agreement_id IN {_THESE}",
        {"these": _listed(agreements)},
    )
    for column in ("parties", "previous_parties"):
        db.conn.execute(
            f"UPDATE amendment SET {column} = (SELECT json_group_array(json(json_set(e.value,"
            f" '$.signatory', NULL))) FROM json_each(amendment.{column}) e)"
            f" WHERE {column} IS NOT NULL AND agreement_id IN {_THESE}",
            {"these": _listed(agreements)},
        )
    db.conn.execute(
        f"DELETE FROM personal_proof WHERE agreement_id IN {_THESE}",
        {"these": _listed(agreements)},
    )
    _erase_lines_of(db, "agreement", agreements, moment)
    return documents.erase(db, documents.of_records(db, "agreement", agreements), now=now)


def erase_match_documents(db: Database, matches: Sequence[int], *, now: datetime) -> list[str]:
    """Erase the documents of these matches, and the names of files that their journal tells.

    Returns the names of the stored files to delete once the transaction has gone through.
    """
    theirs = documents.of_records(db, "match", matches)
    documents.forget_names(db, theirs, now=now)
    return documents.erase(db, theirs, now=now)


def erase_requests(db: Database, requests: Sequence[int], *, now: datetime) -> None:
    """Erase who asked and what was said; kind, dates and outcome stay for the counts."""
    moment = now.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE data_request SET requester = :name, contact = NULL, request = NULL, answer = NULL,"
        f" erased_at = :moment, version = version + 1 WHERE id IN {_THESE}",
        {"name": ANONYMISED_NAME, "moment": moment, "these": _listed(requests)},
    )
    _erase_lines_of(db, "data_request", requests, moment)


def _erase_records(db: Database, moment: str) -> None:
    db.conn.execute(
        "UPDATE holder SET name = ?, folded_name = ?, email = NULL, phone = NULL,"
        " other_contact = NULL, note = NULL, anonymised_at = ?,"
        " archived_at = COALESCE(archived_at, ?), version = version + 1, updated_at = ?"
        " WHERE id IN (SELECT holder_id FROM leaving)",
        [ANONYMISED_NAME, fold(ANONYMISED_NAME), moment, moment, moment],
    )
    db.conn.execute(
        "UPDATE retention_postponement SET reason = NULL"
        " WHERE kind = 'holders' AND subject_id IN (SELECT holder_id FROM leaving)"
    )


def _erase_exchanges(db: Database) -> None:
    """Take away what was said: with them, and in the projects where nobody else is left."""
    db.conn.execute(
        "UPDATE exchange SET note = NULL, version = version + 1 WHERE note IS NOT NULL"
        " AND (holder_id IN (SELECT holder_id FROM leaving)"
        f" OR project_id IN {_EMPTIED_PROJECTS})"
    )


def _erase_case_notes(db: Database, moment: str) -> None:
    """Take away what was said of their situation, whoever else stays in their projects."""
    db.conn.execute(
        "UPDATE case_note SET text = NULL, next_step = NULL, erased_at = ?, version = version + 1"
        f" WHERE erased_at IS NULL AND project_id IN {_THEIR_PROJECTS}",
        [moment],
    )


def _redact_texts(db: Database) -> None:
    """Take names and contacts out of the texts of their projects, and of those that name them."""
    for table, (key, columns) in _TEXTS.items():
        theirs = "" if key is None else f"{key} IN {_THEIR_PROJECTS} OR "
        for column in columns:
            db.conn.execute(
                f"UPDATE {table} SET {column} = redacted({column}) WHERE {column} IS NOT NULL"
                f" AND ({theirs}mentions({column})) AND {column} <> redacted({column})"
            )
    db.conn.execute(
        "UPDATE project SET folded_title = folded(title), version = version + 1"
        f" WHERE id IN {_THEIR_PROJECTS} OR title LIKE ?",
        [f"%{SOMEBODY}%"],
    )
    for column in ("name", "address"):  # a search holds a single word of a name
        db.conn.execute(
            f"UPDATE saved_view SET {column} = redacted({column})"
            f" WHERE {column} <> redacted({column})"
        )
    for table, column in _AGREEMENT_TEXTS:
        db.conn.execute(
            f"UPDATE {table} SET {column} = redacted({column}) WHERE agreement_id IN (SELECT id"
            f" FROM agreement WHERE project_id IN {_THEIR_PROJECTS})"
            f" AND {column} IS NOT redacted({column})"
        )


def _set_proofs_aside(db: Database, moment: str) -> None:
    """Keep apart who signed an ended agreement; take the names off the agreements themselves."""
    theirs = "t.holder_id IN (SELECT holder_id FROM leaving)"
    db.conn.execute(
        "INSERT INTO personal_proof (party_id, agreement_id, holder_id, name, signatory,"
        " signatory_function, set_aside_at)"
        " SELECT t.id, t.agreement_id, t.holder_id, t.name, t.signatory, t.signatory_function, ?"
        " FROM agreement_party t JOIN agreement a ON a.id = t.agreement_id"
        f" WHERE {theirs} AND a.state IN ('ended', 'terminated')"
        " ON CONFLICT (party_id) DO NOTHING",
        [moment],
    )
    db.conn.execute(
        "UPDATE agreement_party AS t SET name = ?,"
        f" signatory = CASE WHEN t.signatory IS NULL THEN NULL ELSE ? END WHERE {theirs}",
        [ANONYMISED_NAME, ANONYMISED_NAME],
    )
    db.conn.execute(
        "UPDATE agreement_party AS t SET signatory = redacted(signatory), name = redacted(name)"
        " WHERE (mentions(t.signatory) OR mentions(t.name)) AND t.agreement_id IN"
        " (SELECT a.id FROM agreement a WHERE a.state <> 'signed'"
        f" AND a.project_id IN {_THEIR_PROJECTS})"
    )


def _erase_documents(db: Database, now: datetime) -> list[str]:
    """Erase the documents that only concern them; the others keep their file, under no name."""
    db.conn.create_function("neutral_name", 3, neutral_name, deterministic=True)
    theirs = [row["id"] for row in rows(db, f"SELECT id FROM {_THEIR_DOCUMENTS}")]
    if not theirs:
        return []
    documents.forget_names(db, theirs, now=now)
    gone = [row["id"] for row in rows(db, _DOCUMENTS_TO_ERASE)]
    files = documents.erase(db, gone, now=now)
    db.conn.execute(
        "UPDATE document SET original_name = neutral_name(kind, id, media_type)"
        f" WHERE erased_at IS NULL AND id IN {_THESE}",
        {"these": _listed(theirs)},
    )
    return files


def _erase_journal(db: Database, moment: str) -> None:
    """Erase what the journal held apart about them; its lines do not move."""
    db.conn.execute(
        "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = ?"
        " WHERE contents IS NOT NULL AND (holder_id IN (SELECT holder_id FROM leaving)"
        " OR (holder_id IS NULL AND held_mentions(contents))"
        " OR journal_id IN (SELECT j.id FROM journal j"
        f" WHERE j.entity = 'project' AND j.entity_id IN {_EMPTIED_PROJECTS}))",
        [moment],
    )


def _erase_lines_of(db: Database, entity: str, records: Sequence[int], moment: str) -> None:
    db.conn.execute(
        "UPDATE journal_personal SET contents = NULL, salt = NULL, erased_at = :moment"
        " WHERE contents IS NOT NULL AND journal_id IN"
        f" (SELECT id FROM journal WHERE entity = :entity AND entity_id IN {_THESE})",
        {"moment": moment, "entity": entity, "these": _listed(records)},
    )


def _said(held: str | None) -> str:
    """Return the texts that the journal holds apart, without the signs of JSON between them."""
    content = json.loads(held or "{}")
    changes = [str(each) for pair in content.get("changes", {}).values() for each in pair]
    return "\n".join([*content.get("sentence", ()), *changes])


def _listed(records: Sequence[int]) -> str:
    """Write identifiers for `json_each`: however many, they are one parameter."""
    return json.dumps(list(records))
