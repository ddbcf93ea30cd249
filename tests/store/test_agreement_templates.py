"""At most one template is in use for a type: the database itself holds to it."""

import sqlite3

import pytest

from circular.store import agreement_templates as store
from circular.store.connection import Database

RECORD = {
    "type_key": None,
    "original_name": "a.docx",
    "size": 1,
    "sha256": "a" * 64,
    "uploaded_at": "2026-11-22T10:00:00",
}


def test_two_templates_cannot_be_in_use_at_once(db: Database) -> None:
    store.add(db, {**RECORD, "stored_name": "0" * 32})
    with pytest.raises(sqlite3.IntegrityError):
        store.add(db, {**RECORD, "stored_name": "1" * 32})

    store.add(db, {**RECORD, "type_key": "cape", "stored_name": "2" * 32})
    assert len(store.stored(db)) == len(store.every(db)) == 2
