"""The nightly commands refuse a database that is not there, and say what to do."""

from pathlib import Path

import pytest

from circular.cli import main
from circular.config import settings
from circular.store.connection import open_for


@pytest.mark.parametrize("command", ["documents", "retention", "reminders", "summaries"])
def test_without_a_database_nothing_is_done(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CIRCULAR_DATABASE", str(tmp_path / "absente.sqlite3"))
    settings.cache_clear()
    try:
        assert main([command]) == 1
    finally:
        settings.cache_clear()
    assert "pas de base" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_summaries_that_went_astray_are_told_then_made_again(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIRCULAR_DATABASE", str(store_path))
    settings.cache_clear()
    try:
        with open_for(store_path) as db:
            db.conn.execute("PRAGMA foreign_keys = OFF")
            db.conn.execute("INSERT INTO project_place (project_id, is_trial) VALUES (9, 0)")
            db.conn.commit()
        assert main(["summaries"]) == 1
        assert main(["summaries", "--rebuild"]) == 0
        assert main(["summaries"]) == 0
    finally:
        settings.cache_clear()
    assert capsys.readouterr().out.splitlines()[-1].endswith(" : 0")
