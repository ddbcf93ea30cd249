"""Exchanges of a period are counted from their index alone."""

from circular.domain.activity import Step
from circular.store import activity
from circular.store.connection import Database

PERIOD = {"since": "2026-01-01", "day": "2026-12-31", "epci": None, "account": None}


def test_the_activity_of_a_period_opens_no_exchange(db: Database) -> None:
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    activity.counts(db, Step.MONTH, PERIOD)
    db.conn.set_trace_callback(None)

    plan = [row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {asked[-1]}")]

    assert any("x USING COVERING INDEX exchange_by_day" in step for step in plan), plan
