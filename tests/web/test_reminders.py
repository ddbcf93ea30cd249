"""The server raises reminders by itself, when the database is ready, and nothing twice."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from circular.config import settings
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.rows import value
from circular.web import reminders
from tests.builders.agreements import signed
from tests.builders.commitments import promised


def test_what_is_due_is_raised_once(db: Database, staff: Visitor) -> None:
    promised(db, staff, signed(db, staff), due_on=datetime.now().date() + timedelta(days=2))
    raised = reminders.raise_once()
    assert raised == value(db, "SELECT count(*) FROM reminder") > 0
    assert reminders.raise_once() == 0


def test_without_a_database_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIRCULAR_DATABASE", str(tmp_path / "absente.sqlite3"))
    settings.cache_clear()
    assert reminders.raise_once() == 0
    settings.cache_clear()
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_busy_waits_for_the_next_run(db: Database, staff: Visitor) -> None:
    promised(db, staff, signed(db, staff))
    db.conn.execute("ALTER TABLE reminder RENAME TO elsewhere")
    db.conn.commit()
    assert reminders.raise_once() == 0


def test_the_server_raises_them_while_it_runs(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised(db, staff, signed(db, staff), due_on=datetime.now().date() + timedelta(days=2))
    monkeypatch.setattr(reminders, "FIRST_AFTER", 0.0)

    async def run() -> None:
        task = asyncio.create_task(reminders.keep_raising())
        with open_for(settings().database, read_only=True) as read:
            for _ in range(100):
                await asyncio.sleep(0.05)
                if value(read, "SELECT count(*) FROM reminder"):
                    break
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    with ThreadPoolExecutor(1) as apart:  # the browser's tests leave a loop running in this thread
        apart.submit(asyncio.run, run()).result()
    assert value(db, "SELECT count(*) FROM reminder") > 0
