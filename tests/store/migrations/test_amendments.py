"""The table of amendments refuses what does not hold, and keeps its agreement from deletion."""

import sqlite3

import pytest

from circular.actions.amendments import draft_amendment
from circular.domain.amendments import AmendmentDraft
from circular.domain.visitors import Visitor
from circular.store.connection import Database
from tests.builders.agreements import TODAY, signed
from tests.builders.straight import holds


def test_the_table_refuses_what_does_not_hold(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    draft = AmendmentDraft(reason="Un emploi de plus", jobs_committed="4")
    made = draft_amendment(db, staff, agreement, draft, today=TODAY)
    assert holds(db, "amendment", made, state="signed")
    days = {"signed_on": "2026-09-01", "effective_on": "2026-09-01"}
    assert holds(db, "amendment", made, state="signed", jobs_committed=None, **days)
    assert holds(db, "amendment", made, services="local")
    assert holds(db, "amendment", made, number=0)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.conn.execute("DELETE FROM agreement WHERE id = ?", [agreement])
