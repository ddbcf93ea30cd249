"""The rows kept with a frozen situation are JSON, and there is one text for each figure."""

import sqlite3

import pytest

from circular.store.connection import Database
from tests.store.migrations.test_snapshots import DIGEST, SNAPSHOT

KEPT = "INSERT INTO snapshot_rows (snapshot_id, figure, kept_rows) VALUES (1, 'jobs_net', '{}')"


def test_rows_are_json_once_for_each_figure(db: Database) -> None:
    db.conn.execute(SNAPSHOT.format(contents="'{}'", hash=DIGEST))
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(KEPT.replace("{}", "["))
    db.conn.execute(KEPT)
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(KEPT)
