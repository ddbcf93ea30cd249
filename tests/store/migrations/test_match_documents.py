"""The table made anew keeps every document; a document has one record, of three kinds."""

from datetime import datetime
from pathlib import Path

from circular.domain.documents import DocumentSubject
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.migrations import migrations, upgrade
from tests.builders.documents import a_document
from tests.builders.straight import holds
from tests.builders.tracked_matches import a_match

STEP = "add_match_documents"
OLD = f"""
INSERT INTO project (id, title, folded_title, origin, detected_on, stage, stage_since, created_at,
    updated_at)
    VALUES (1, 'P', 'p', 'autre', '2026-01-01', 'detection', '2026-01-01', '2026', '2026');
INSERT INTO implantation (id, project_id, version, created_at, updated_at)
    VALUES (3, 1, 1, '2026', '2026');
INSERT INTO document (id, implantation_id, kind, original_name, stored_name, media_type, size,
    sha256, uploaded_at, removed_at, erased_at)
    VALUES (7, 3, 'site_proof', 'bail.pdf', '{"0a" * 16}', 'application/pdf', 3, '{"b" * 64}',
        '2026-11-02T09:00:00', '2026-11-03T09:00:00', NULL)
"""


def test_documents_stored_before_keep_their_number_and_their_file(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before=STEP)
        for statement in OLD.split(";"):
            db.conn.execute(statement)
        db.conn.commit()

    upgrade(path, now=datetime(2026, 11, 22, 9, 0))

    with open_for(path) as db:
        found = db.conn.execute(
            "SELECT id, implantation_id, match_id, kind, stored_name, removed_at FROM document"
        )
        assert found.fetchall() == [(7, 3, None, "site_proof", "0a" * 16, "2026-11-03T09:00:00")]
        assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_document_of_a_match_belongs_to_it_alone(db: Database, staff: Visitor) -> None:
    document = a_document(db, staff, of=a_match(db, staff), subject=DocumentSubject.MATCH)

    assert holds(db, "document", document, match_id=4242)
    assert holds(db, "document", document, match_id=None)
    assert holds(db, "document", document, agreement_id=1)
