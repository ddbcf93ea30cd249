"""The table of the ledger: its order, and the gift before its request that SQLite refuses."""

import sqlite3

import pytest

from circular.domain.visitors import Visitor
from circular.store import services as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.services import a_given_service, a_request


def test_what_waits_comes_before_what_was_given(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    given = a_given_service(db, staff, project_id)
    waiting = a_request(db, staff, project_id)

    assert [row["id"] for row in store.of_project(db, project_id)] == [waiting, given]
    assert store.count_for_project(db, project_id) == 2


def test_the_last_wall_refuses_a_service_given_before_its_request(
    db: Database, staff: Visitor
) -> None:
    service_id = a_request(db, staff, a_project(db, staff))

    with pytest.raises(sqlite3.IntegrityError):
        store.change(db, service_id, {"given_on": "2026-03-11"}, version=1)


def test_a_line_keeps_its_code_when_its_label_is_gone(db: Database, staff: Visitor) -> None:
    service_id = a_request(db, staff, a_project(db, staff))
    db.conn.execute("DELETE FROM ref_entry WHERE list = 'service_types' AND key = 'local'")

    row = store.get(db, service_id)

    assert row is not None
    assert row["type_label"] == "local"


def test_a_cancelled_request_is_gone(db: Database, staff: Visitor) -> None:
    service_id = a_request(db, staff, a_project(db, staff))

    store.cancel(db, service_id)

    assert store.get(db, service_id) is None
