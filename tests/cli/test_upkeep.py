"""The nightly commands refuse a database that is not there, and say what to do."""

from pathlib import Path

import pytest

from circular.cli import main
from circular.config import settings


@pytest.mark.parametrize("command", ["documents", "retention", "reminders"])
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
