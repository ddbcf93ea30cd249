"""The table of reminders refuses the same reminder twice, an end and its renewal being one."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import signed

INSERT = """
INSERT INTO reminder (account_id, kind, agreement_id, day, reason, raised_on)
VALUES (1, ?, ?, '2026-12-01', ?, '2026-11-22')
"""


def test_the_same_reminder_is_refused_twice(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    db.conn.execute(INSERT, ["end", agreement, "30"])
    db.conn.execute(INSERT, ["end", agreement, "7"])
    db.conn.execute(INSERT, ["notice", agreement, "30"])
    for kind, reason in (("end", "30"), ("renewal", "30"), ("end", "45")):
        with pytest.raises(sqlite3.IntegrityError):
            db.conn.execute(INSERT, [kind, agreement, reason])
