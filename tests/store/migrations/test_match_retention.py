"""The table of postponements made anew keeps what was decided before."""

from datetime import datetime
from pathlib import Path

from circular.store.connection import open_for
from circular.store.migrations import migrations, upgrade
from tests.store.migrations.test_rgpd import POSTPONE

STEP = "let_match_documents_wait"


def test_what_was_postponed_before_stays_so_and_documents_may_wait_too(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before=STEP)
        db.conn.execute(POSTPONE)
        db.conn.commit()

    upgrade(path, now=datetime(2026, 11, 22, 9, 0))

    with open_for(path) as db:
        db.conn.execute(POSTPONE.replace("'holders'", "'match_documents'"))
        found = db.conn.execute("SELECT id, kind, until FROM retention_postponement ORDER BY id")
        assert found.fetchall() == [
            (1, "holders", "2027-06-30"),
            (2, "match_documents", "2027-06-30"),
        ]
