"""Finding a person wherever they are named, and reading all that is held about a holder."""

from collections.abc import Sequence

from sqlite_utils import Database

from circular.domain.words import fold
from circular.store.case_notes import IS_NAMED, KEEPS, NAMED
from circular.store.documents import AROUND, PROJECT
from circular.store.journal import LINES, whole
from circular.store.rows import Row, rows

_PLACES = """
SELECT 'holder' AS place, h.id, h.name, COALESCE(h.email, h.phone, h.other_contact) AS contact,
    NULL AS context, h.archived_at IS NOT NULL AS archived,
    concat_words(h.name, h.email, h.phone, h.other_contact) AS words
FROM holder h WHERE h.anonymised_at IS NULL
UNION ALL
SELECT 'account', a.id, a.name, a.email, NULL, a.closed_at IS NOT NULL,
    concat_words(a.name, a.email, NULL, NULL) FROM account a
UNION ALL
SELECT 'organisation', o.id, o.referent, COALESCE(o.email, o.phone), o.name,
    o.archived_at IS NOT NULL, concat_words(o.referent, o.email, o.phone, NULL)
FROM organisation o WHERE o.referent IS NOT NULL
UNION ALL
SELECT 'agreement', t.agreement_id, t.signatory, t.signatory_function,
    COALESCE(a.number, 'en préparation'), a.archived_at IS NOT NULL,
    concat_words(t.signatory, NULL, NULL, NULL)
FROM agreement_party t JOIN agreement a ON a.id = t.agreement_id WHERE t.signatory IS NOT NULL
UNION ALL
SELECT 'proof', f.agreement_id, COALESCE(f.signatory, f.name), f.signatory_function,
    a.number, 1, concat_words(f.name, f.signatory, NULL, NULL)
FROM personal_proof f JOIN agreement a ON a.id = f.agreement_id
UNION ALL
SELECT 'request', r.id, r.requester, r.contact, NULL, r.answered_on IS NOT NULL,
    concat_words(r.requester, r.contact, NULL, NULL)
FROM data_request r WHERE r.erased_at IS NULL
"""
_KEEPERS = f"""
(SELECT group_concat(name, ', ') FROM (
    SELECT w.name FROM account w WHERE w.id = n.author_id AND {KEEPS.format(account="w")}
    UNION SELECT b.name FROM {NAMED} WHERE r.note_id = n.id AND {KEEPS.format(account="b")}
    ORDER BY 1))
"""
_NOTES = f"""
SELECT n.id, n.reviewed_on, p.title AS project, a.name AS author, {_KEEPERS} AS keepers,
    n.author_id = :me AS is_own,
    n.author_id = :me OR {IS_NAMED} OR (:last_resort AND {_KEEPERS} IS NULL) AS is_told
FROM case_note n JOIN account a ON a.id = n.author_id JOIN project p ON p.id = n.project_id
WHERE n.erased_at IS NULL
    AND n.project_id IN (SELECT project_id FROM project_holder WHERE holder_id = :holder)
"""
_THEIR_PAIRS = """
JOIN waste_stream s ON s.id = m.stream_id
JOIN material_need n ON n.id = m.need_id
JOIN project p ON p.id = n.project_id
JOIN project_holder ph ON ph.project_id = p.id
"""


def people_named(db: Database, words: Sequence[str], *, limit: int) -> list[Row]:
    """Return where people are held whose name or contact holds every word, by place and name."""
    db.conn.create_function("concat_words", 4, _searched, deterministic=True)
    conditions = " AND ".join(["instr(words, ?) > 0"] * len(words))
    return rows(
        db,
        f"SELECT place, id, name, contact, context, archived FROM ({_PLACES})"
        f" WHERE {conditions} ORDER BY place <> 'holder', place, name, id LIMIT ?",
        [*words, limit],
    )


def identity(db: Database, holder_id: int) -> list[Row]:
    """Return what the record of a person says."""
    return rows(
        db,
        "SELECT h.*, c.name AS commune_name, a.name AS created_by_name FROM holder h"
        " LEFT JOIN ref_commune c ON c.code = h.commune_code"
        " LEFT JOIN account a ON a.id = h.created_by WHERE h.id = ?",
        [holder_id],
    )


def projects(db: Database, holder_id: int) -> list[Row]:
    """Return the projects of a person, with their part in each."""
    return rows(
        db,
        "SELECT p.title, p.summary, p.stage, p.detected_on, p.origin_note,"
        " o.label AS origin, r.label AS role, c.name AS commune_name, p.siren, p.siret,"
        " p.funding_sought, p.jobs_planned, a.name AS adviser"
        " FROM project_holder ph JOIN project p ON p.id = ph.project_id"
        " LEFT JOIN ref_entry r ON r.list = 'holder_roles' AND r.key = ph.role"
        " LEFT JOIN ref_entry o ON o.list = 'contact_origins' AND o.key = p.origin"
        " LEFT JOIN ref_commune c ON c.code = p.commune_code"
        " LEFT JOIN account a ON a.id = p.adviser_id WHERE ph.holder_id = ? ORDER BY p.detected_on",
        [holder_id],
    )


def exchanges(db: Database, holder_id: int) -> list[Row]:
    """Return the exchanges with a person, and those of their projects that name nobody."""
    return rows(
        db,
        "SELECT e.happened_on, e.kind, e.direction, e.note, p.title AS project, a.name AS author"
        " FROM exchange e JOIN project p ON p.id = e.project_id"
        " LEFT JOIN account a ON a.id = e.author_id"
        " WHERE e.holder_id = :holder OR (e.holder_id IS NULL AND e.project_id IN"
        " (SELECT project_id FROM project_holder WHERE holder_id = :holder))"
        " ORDER BY e.happened_on, e.id",
        {"holder": holder_id},
    )


def case_notes(db: Database, holder_id: int, *, me: int | None, last_resort: bool) -> list[Row]:
    """Return the notes of case reviews of the projects of a person.

    The text is selected for an account that may read the note; with `last_resort` also when nobody
    who may is left with an open account. Otherwise `keepers` says whom to ask.
    """
    return rows(
        db,
        "SELECT k.*, CASE WHEN k.is_told THEN n.text END AS text,"
        " CASE WHEN k.is_told THEN n.next_step END AS next_step"
        f" FROM ({_NOTES}) k JOIN case_note n ON n.id = k.id ORDER BY k.reviewed_on, k.id",
        {"holder": holder_id, "me": me, "last_resort": int(last_resort)},
    )


def case_note_keepers(
    db: Database, holder_id: int, *, me: int | None, last_resort: bool
) -> list[str | None]:
    """Return who keeps each note that `case_notes` would not tell; no text is selected here."""
    found = rows(
        db,
        f"SELECT DISTINCT k.keepers FROM ({_NOTES}) k WHERE NOT k.is_told ORDER BY k.keepers",
        {"holder": holder_id, "me": me, "last_resort": int(last_resort)},
    )
    return [row["keepers"] for row in found]


def next_actions(db: Database, holder_id: int) -> list[Row]:
    """Return what is, or was, to be done for the projects of a person."""
    return rows(
        db,
        "SELECT n.label, n.due_on, n.done_on, p.title AS project FROM next_action n"
        " JOIN project p ON p.id = n.project_id JOIN project_holder ph ON ph.project_id = p.id"
        " WHERE ph.holder_id = ? ORDER BY n.due_on, n.id",
        [holder_id],
    )


def agreements(db: Database, holder_id: int) -> list[Row]:
    """Return the agreements to which a person is a party, proofs set aside included."""
    return rows(
        db,
        "SELECT a.number, a.state, a.signed_on, a.starts_on, a.ends_on,"
        " COALESCE(f.name, t.name) AS party, COALESCE(f.signatory, t.signatory) AS signatory,"
        " t.signatory_function, f.party_id IS NOT NULL AS set_aside"
        " FROM agreement_party t JOIN agreement a ON a.id = t.agreement_id"
        " LEFT JOIN personal_proof f ON f.party_id = t.id"
        " WHERE t.holder_id = ? ORDER BY a.id",
        [holder_id],
    )


def documents(db: Database, holder_id: int) -> list[Row]:
    """Return the documents of the projects and agreements of a person, erased ones included."""
    return rows(
        db,
        "SELECT d.kind, d.original_name, d.media_type, d.size, d.sha256, d.uploaded_at,"
        " d.removed_at, d.erased_at, u.name AS uploaded_by, p.title AS project, a.number"
        f" FROM document d {AROUND} JOIN project p ON p.id = {PROJECT}"
        " LEFT JOIN account u ON u.id = d.uploaded_by"
        " WHERE p.id IN (SELECT project_id FROM project_holder WHERE holder_id = :holder)"
        " OR d.agreement_id IN (SELECT agreement_id FROM agreement_party"
        "    WHERE holder_id = :holder) ORDER BY d.uploaded_at, d.id",
        {"holder": holder_id},
    )


def introductions(db: Database, holder_id: int) -> list[Row]:
    """Return the introductions about the projects of a person, and what was answered.

    What a confidential producer answered may tell who it is: that text is not selected.
    """
    return rows(
        db,
        "SELECT i.side, i.sent_on, i.means, i.reminded_on, i.answer, i.answered_on, i.call_back_on,"
        " CASE WHEN i.side = 'producer' AND i.answer_note IS NOT NULL"
        "   AND (s.is_confidential OR COALESCE(o.is_confidential, 0))"
        " THEN 'Texte réservé\u00a0: producteur confidentiel.' ELSE i.answer_note END"
        " AS answer_note, s.title AS stream, p.title AS project, a.name AS author"
        f" FROM introduction i JOIN material_match m ON m.id = i.match_id {_THEIR_PAIRS}"
        " LEFT JOIN organisation o ON o.id = s.organisation_id"
        " LEFT JOIN account a ON a.id = i.created_by"
        " WHERE ph.holder_id = ? ORDER BY i.sent_on, i.id",
        [holder_id],
    )


def match_questions(db: Database, holder_id: int) -> list[Row]:
    """Return what was asked before deciding of a stream for the projects of a person."""
    return rows(
        db,
        "SELECT m.side, m.question, m.asked_on, t.done_on, s.title AS stream, p.title AS project,"
        f" a.name AS author FROM match_question m {_THEIR_PAIRS}"
        " LEFT JOIN next_action t ON t.id = m.action_id"
        " LEFT JOIN account a ON a.id = m.author_id"
        " WHERE ph.holder_id = ? ORDER BY m.asked_on, m.id",
        [holder_id],
    )


def services(db: Database, holder_id: int) -> list[Row]:
    """Return the services asked for by the projects of a person."""
    return rows(
        db,
        "SELECT COALESCE(r.label, s.service_type) AS service, s.requested_on, s.request_note,"
        " s.given_on, s.given_by, s.effect, p.title AS project FROM service s"
        " JOIN project p ON p.id = s.project_id JOIN project_holder ph ON ph.project_id = p.id"
        " LEFT JOIN ref_entry r ON r.list = 'service_types' AND r.key = s.service_type"
        " WHERE ph.holder_id = ? ORDER BY s.requested_on, s.id",
        [holder_id],
    )


def requests(db: Database, holder_id: int) -> list[Row]:
    """Return the requests that a person made about their data."""
    return rows(
        db,
        "SELECT kind, received_on, due_on, request, outcome, answered_on, answer"
        " FROM data_request WHERE holder_id = ? ORDER BY received_on, id",
        [holder_id],
    )


def postponements(db: Database, holder_id: int) -> list[Row]:
    """Return why the data of a person were kept longer than usual."""
    return rows(
        db,
        "SELECT decided_on, until, reason FROM retention_postponement"
        " WHERE kind = 'holders' AND subject_id = ? ORDER BY id",
        [holder_id],
    )


def journal_lines(db: Database, holder_id: int) -> list[Row]:
    """Return the lines of the journal that speak of a person, the oldest first."""
    found = rows(
        db,
        f"{LINES} WHERE (j.entity = 'holder' AND j.entity_id = :holder) OR p.holder_id = :holder"
        " ORDER BY j.id",
        {"holder": holder_id},
    )
    return [whole(row) for row in found]


def _searched(*values: str | None) -> str:
    """Return what a search looks in: folded words, addresses and digits as they are."""
    told = [value for value in values if value]
    digits = "".join(each for value in told for each in value if each.isdigit())
    return " ".join([*map(fold, told), *(value.lower() for value in told), digits])
