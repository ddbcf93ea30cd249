"""Agreements as they stood on a day: every date noted since is undone, and nothing else."""

import json
from datetime import date

import pytest

from circular.domain.visitors import Visitor
from circular.store import agreement_lists as lists
from circular.store.agreement_lists import Scope
from circular.store.connection import Database, write_tx
from circular.store.rows import Row, insert
from tests.builders.agreements import a_draft, a_project, signed

STAMPS = {"created_at": "2026-01-01", "updated_at": "2026-09-01T09:00:00"}


def on(db: Database, day: date, **asked: object) -> list[Row]:
    scope = Scope(on=day, with_archived=True, with_people=True, **asked)  # type: ignore[arg-type]
    return lists.listed(db, scope, sort="number", descending=False)


@pytest.fixture
def life(db: Database, staff: Visitor) -> int:
    """Return an agreement signed in March 2025, renewed in March 2026, amended in September."""
    made = signed(
        db,
        staff,
        a_project(db, staff, detected_on=date(2025, 1, 8)),
        signed_on=date(2025, 3, 12),
        jobs_committed="4",
    )
    with write_tx(db):
        db.conn.execute(
            "INSERT INTO agreement_service (agreement_id, service_type) VALUES (?, 'sourcing')",
            [made],
        )
        insert(
            db,
            "agreement_renewal",
            {
                "agreement_id": made,
                "sequence": 1,
                "decided_on": "2026-03-01",
                "effective_on": "2026-03-12",
                "previous_end": "2026-03-11",
                "ends_on": "2027-03-11",
                "entered_at": "2026-03-01T10:00:00",
            },
        )
        insert(
            db,
            "amendment",
            {
                "agreement_id": made,
                "number": 1,
                "state": "signed",
                "reason": "Plus d’emplois",
                "drafted_on": "2026-08-01",
                "signed_on": "2026-09-01",
                "effective_on": "2026-09-01",
                "ends_on": "2027-06-30",
                "jobs_committed": 9,
                "services": json.dumps(["sourcing", "bati"]),
                "previous_end": "2027-03-11",
                "previous_jobs": 4,
                "previous_services": json.dumps(["sourcing"]),
                **STAMPS,
            },
        )
        db.conn.execute(
            "INSERT INTO agreement_service (agreement_id, service_type) VALUES (?, 'bati')", [made]
        )
        db.conn.execute(
            "UPDATE agreement SET ends_on = '2027-06-30', jobs_committed = 9, state = 'terminated',"
            " closed_on = '2026-10-31' WHERE id = ?",
            [made],
        )
    return made


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2025, 3, 12), ("signed", "2026-03-11", 4, 1, 0, 0)),
        (date(2026, 2, 28), ("signed", "2026-03-11", 4, 1, 0, 0)),
        (date(2026, 3, 1), ("signed", "2027-03-11", 4, 1, 1, 0)),
        (date(2026, 9, 1), ("signed", "2027-06-30", 9, 2, 1, 1)),
        (date(2026, 10, 31), ("signed", "2027-06-30", 9, 2, 1, 1)),
        (date(2026, 11, 1), ("terminated", "2027-06-30", 9, 2, 1, 1)),
    ],
)
def test_an_agreement_stands_as_it_did(
    db: Database, life: int, day: date, stood: tuple[object, ...]
) -> None:
    (row,) = on(db, day)
    names = ("state", "ends", "jobs", "promised", "renewals", "amendments")
    assert row["id"] == life
    assert tuple(row[name] for name in names) == stood


def test_what_was_not_yet_prepared_is_not_there(db: Database, life: int) -> None:
    assert on(db, date(2025, 3, 11)) == []


def test_the_present_is_the_same_asked_either_way(db: Database, staff: Visitor, life: int) -> None:
    a_draft(db, staff, a_project(db, staff, "Autre", holder=None), jobs_committed="2")
    now = Scope(with_archived=True, with_people=True)
    present = lists.listed(db, now, sort="number", descending=False)
    assert on(db, date(2026, 12, 1)) == present
    assert len(present) == 2


def test_what_is_in_force_follows_the_day(db: Database, life: int) -> None:
    for day, count in (
        (date(2025, 3, 12), 1),
        (date(2026, 10, 31), 1),
        (date(2026, 11, 1), 0),
    ):
        assert len(on(db, day, in_force_on=day)) == count
