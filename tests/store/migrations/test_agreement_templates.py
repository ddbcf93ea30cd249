"""The table of templates refuses a name that is not one of the folder."""

import sqlite3

import pytest

from circular.store import agreement_templates as store
from circular.store.connection import Database
from tests.store.test_agreement_templates import RECORD


def test_a_stored_name_is_random_and_without_ending(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.add(db, {**RECORD, "stored_name": "../" + "a" * 29})
