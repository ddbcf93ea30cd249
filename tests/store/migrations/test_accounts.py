"""The tables of signing in, added to a database of before."""

from pathlib import Path

from sqlite_utils import Database as Bare

from circular.store.connection import open_for
from circular.store.migrations import migrations, pending_steps, upgrade
from tests.conftest import NOW

STEP = "create_sign_in_tables"


def test_a_database_of_before_gets_the_tables_and_keeps_its_people(tmp_path: Path) -> None:
    path = tmp_path / "before.sqlite3"
    upgrade(path, now=NOW)
    with open_for(path) as db:
        _undo(db)
        db.conn.execute(
            "INSERT INTO account (name, role, created_at) VALUES ('Ada', 'staff', '2026-01-01')"
        )
        db.conn.commit()
        assert pending_steps(db) == [STEP]

    copy = upgrade(path, now=NOW)

    assert copy is not None
    with open_for(path) as db:
        assert pending_steps(db) == []
        assert db.conn.execute("SELECT name FROM account").fetchall() == [("Ada",)]
        assert db.conn.execute("SELECT idle_hours FROM sign_in_rule").fetchall() == [(12,)]


def _undo(db: Bare) -> None:
    """Bring a database back to before the step."""
    for table in (
        "recovery_code",
        "second_factor",
        "credential",
        "sign_in_session",
        "one_time_link",
        "sign_in_attempt",
        "sign_in_rule",
        "second_factor_role",
    ):
        db.conn.execute(f"DROP TABLE {table}")
    db.conn.execute("DROP INDEX account_by_email")
    db.conn.execute(f"DELETE FROM {migrations.migrations_table} WHERE name = ?", [STEP])
