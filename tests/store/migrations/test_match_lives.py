"""What was kept before begins at the first stage; the tables refuse what does not hold."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.migrations import migrations, upgrade
from tests.builders.straight import holds
from tests.builders.tracked_matches import a_match, an_introduction

STEP = "create_match_life_tables"
OLD = """
INSERT INTO waste_stream (id, title, folded_title, created_at, updated_at)
    VALUES (1, 'Tontes', 'tontes', '2026', '2026'), (2, 'Bois', 'bois', '2026', '2026');
INSERT INTO project (id, title, folded_title, origin, detected_on, stage, stage_since, created_at,
    updated_at)
    VALUES (1, 'P', 'p', 'autre', '2026-01-01', 'detection', '2026-01-01', '2026', '2026');
INSERT INTO material_need (id, project_id, title, created_at, updated_at)
    VALUES (1, 1, 'Vert', '2026', '2026');
INSERT INTO match_decision (stream_id, need_id, decision, reason, components, weights, decided_on)
    VALUES (1, 1, 'kept', NULL, '{}', '{}', '2026-03-04'),
           (2, 1, 'dismissed', 'distance', '{}', '{}', '2026-03-05');
"""


def test_what_was_kept_begins_at_the_first_stage_on_its_own_day(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before=STEP)
        for statement in OLD.split(";"):
            db.conn.execute(statement)
        db.conn.commit()

    upgrade(path, now=datetime(2026, 11, 22, 9, 0))

    with open_for(path) as db:
        found = db.conn.execute("SELECT stream_id, stage, stage_since FROM material_match")
        assert found.fetchall() == [(1, "proposed", "2026-03-04")]
        [(kind, day, note, entered)] = db.conn.execute(
            "SELECT kind, effective_on, note, entered_at FROM match_move"
        ).fetchall()
        assert (kind, day) == ("enter", "2026-03-04")
        assert "mise à jour" in note
        assert entered > "2026-03-05"


def test_the_tables_refuse_what_does_not_hold(db: Database, staff: Visitor) -> None:
    match_id = a_match(db, staff)
    introduction_id = an_introduction(db, staff, match_id)

    assert holds(db, "material_match", match_id, stage="agreed")
    assert holds(db, "material_match", match_id, stage="refused")
    assert holds(db, "material_match", match_id, agreed_tonnes=3)
    assert holds(db, "material_match", match_id, need_id=4242)
    assert holds(db, "introduction", introduction_id, answer="interested")
    assert holds(db, "introduction", introduction_id, call_back_on="2026-12-01")
    assert holds(db, "introduction", introduction_id, side="nobody")
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(
            "INSERT INTO introduction (match_id, side, sent_on, means, created_at)"
            " VALUES (?, 'producer', '2026', 'email', '2026')",
            [match_id],
        )
