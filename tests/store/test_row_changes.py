"""Rows are kept in a compact form, without any word; only those that differ come back."""

import sqlite3
from datetime import date

import pytest

from circular.domain.indicators import Perimeter
from circular.domain.row_changes import Part
from circular.domain.visitors import Visitor
from circular.store import row_changes as store
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.jobs import some_jobs
from tests.builders.snapshots import SITTING, a_snapshot

DAY = Perimeter(SITTING)


def test_the_form_holds_numbers_and_days_alone(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    some_jobs(db, staff, project, starts_on="15/09/2026")

    assert store.form(db, "jobs_net", DAY) == f'[[{project},{project},"2026-09-15",1.5,null]]'
    assert store.parts(store.form(db, "jobs_net", DAY) or "") == [Part(1.5)]
    assert store.form(db, "jobs_net", Perimeter(date(2000, 1, 1))) == "[]"


def test_too_many_rows_are_not_kept(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Un", "Deux"):
        a_project(db, staff, title, detected_on=date(2026, 1, 8))
    monkeypatch.setattr(store, "MOST_ROWS", 2)
    assert store.form(db, "projects_detected", DAY) is not None
    monkeypatch.setattr(store, "MOST_ROWS", 1)
    assert store.form(db, "projects_detected", DAY) is None


def test_only_what_differs_comes_back(db: Database, staff: Visitor) -> None:
    some_jobs(db, staff, a_project(db, staff), starts_on="15/09/2026")
    before = store.form(db, "jobs_net", DAY) or ""
    assert store.changed(db, "jobs_net", DAY, before) == []

    other = a_project(db, staff, "Palettes")
    some_jobs(db, staff, other, starts_on="16/09/2026")
    [row] = store.changed(db, "jobs_net", DAY, before)
    assert (row["project_id"], row["was_there"], row["amount_after"]) == (other, 0, 1.5)
    assert (row["title"], row["epci_name"]) == ("Palettes", "CA du Libournais")


def test_what_is_kept_is_never_changed_nor_cut(db: Database, staff: Visitor) -> None:
    snapshot_id = a_snapshot(db, staff)
    assert store.kept(db, snapshot_id)["jobs_net"] == "[]"

    for statement in ("UPDATE snapshot_rows SET kept_rows = '[]'", "DELETE FROM snapshot_rows"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            db.conn.execute(statement)
