"""The tables of frozen situations keep whole contents, and addresses that have an end."""

import sqlite3

import pytest

from circular.store.connection import Database

SNAPSHOT = (
    "INSERT INTO snapshot (title, as_of, contents, schema_version, hash, data_version,"
    " journal_head, frozen_at) VALUES ('Bureau', '2026-09-30', {contents}, 1, {hash}, 1, 1,"
    " '2026-10-01')"
)
ADDRESS = (
    "INSERT INTO share_address (snapshot_id, token_hash, recipient, created_at, expires_at)"
    " VALUES (1, {hash}, 'Syndicat', '2026-10-01', {end})"
)
DIGEST = "printf('%064d', 1)"


def test_what_is_no_json_and_what_has_no_seal_is_refused(db: Database) -> None:
    for contents, seal in (("'{'", DIGEST), ("'{}'", "'court'")):
        with pytest.raises(sqlite3.IntegrityError):
            db.conn.execute(SNAPSHOT.format(contents=contents, hash=seal))
    db.conn.execute(SNAPSHOT.format(contents="'{}'", hash=DIGEST))


def test_an_address_is_a_digest_and_ends_after_it_begins(db: Database) -> None:
    db.conn.execute(SNAPSHOT.format(contents="'{}'", hash=DIGEST))
    for seal, end in (("'en clair'", "'2026-11-01'"), (DIGEST, "'2026-09-01'")):
        with pytest.raises(sqlite3.IntegrityError):
            db.conn.execute(ADDRESS.format(hash=seal, end=end))
    db.conn.execute(ADDRESS.format(hash=DIGEST, end="'2026-11-01'"))
    with pytest.raises(sqlite3.IntegrityError):
        db.conn.execute(ADDRESS.format(hash=DIGEST, end="'2026-12-01'"))
