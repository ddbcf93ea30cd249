"""The step that seals the lines already written, and takes the names of authors out of them."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from circular.cli import main
from circular.config import settings
from circular.domain.journal_chain import parse_head
from circular.queries import journal_chain
from circular.store.connection import open_for
from circular.store.migrations import migrations, upgrade
from circular.store.rows import rows, value

NOW = datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a database from before the chain, with three lines of the journal."""
    path = tmp_path / "circular.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before="create_journal_chain")
        db.conn.execute(
            "INSERT INTO account (id, name, role, created_at)"
            " VALUES (1, 'Claire Dubreuil', 'staff', '2026-01-01')"
        )
        db.conn.executemany(
            "INSERT INTO journal (at, account_id, account_name, entity, act, sentence)"
            " VALUES ('2026-11-01T09:00:00', ?, ?, 'export', 'exported', 'Export.')",
            [(1, "Claire Dubreuil"), (None, "Personne non reconnue"), (1, "Claire Dubreuil")],
        )
        db.conn.commit()
    monkeypatch.setenv("CIRCULAR_DATABASE", str(path))
    settings.cache_clear()
    return path


def test_the_lines_already_written_are_sealed_and_lose_the_names(older: Path) -> None:
    upgrade(older, now=NOW)

    with open_for(older) as db:
        state = journal_chain.checked(db)
        assert (state.lines, state.fault) == (3, None)
        assert [row["account_name"] for row in rows(db, "SELECT account_name FROM journal")] == [
            "",
            "Personne non reconnue",
            "",
        ]
        guards = value(db, "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'journal_is_never%'")
        assert guards == 2


def test_the_head_is_kept_beside_the_copy_and_shows_a_tail_cut_later(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = upgrade(older, now=NOW)
    assert copy is not None
    head = parse_head(copy.with_suffix(".head").read_text(encoding="utf-8"))
    with open_for(older) as db:
        assert journal_chain.head(db) == head
    assert main(["verify"]) == 0
    assert "comparé à 1\u00a0tête conservée" in capsys.readouterr().out

    with open_for(older) as db:
        _cut(db, head.line)

    assert main(["verify"]) == 1
    assert "la fin du journal a été retirée" in capsys.readouterr().out


def test_an_empty_journal_leaves_no_head(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite3"
    with open_for(path) as db:
        migrations.apply(db, stop_before="create_journal_chain")

    copy = upgrade(path, now=NOW)

    assert copy is not None
    assert not copy.with_suffix(".head").exists()


def _cut(db: Database, line: int) -> None:
    for name in ("journal_is_never_cut", "journal_chain_is_never_cut"):
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute("DELETE FROM journal_chain WHERE journal_id = ?", [line])
    db.conn.execute("DELETE FROM journal WHERE id = ?", [line])
    db.conn.commit()
