"""Companies with years of life, written straight into the store: no action dates back so far."""

from datetime import date

from circular.store.connection import Database, write_tx
from circular.store.rows import insert
from tests.builders.pasts import WRITTEN, a_past

DAY = date(2026, 11, 22)


def a_company(
    db: Database,
    title: str,
    opened: str,
    *,
    closed: str | None = None,
    heard: str | None = None,
    district: bool | None = None,
    commune: str | None = None,
    exit_kind: str = "ceased",
) -> int:
    """Write a project that opened on a day (aaaa-mm-jj), may have left, may have been heard of."""
    entered = min(opened, closed or opened)
    project = a_past(db, title, *(["2020-01-01"] * 4), entered, commune=commune)
    with write_tx(db):
        db.conn.execute(
            "UPDATE project SET is_priority_district = ? WHERE id = ?",
            [None if district is None else int(district), project],
        )
        stamps = {"created_at": WRITTEN, "updated_at": WRITTEN}
        insert(db, "implantation", {"project_id": project, "opened_on": opened, **stamps})
        if heard:
            insert(
                db,
                "exchange",
                {
                    "project_id": project,
                    "happened_on": heard,
                    "kind": "call",
                    "direction": "from_person",
                    "created_at": WRITTEN,
                },
            )
        if closed:
            insert(
                db,
                "project_move",
                {
                    "project_id": project,
                    "kind": "exit",
                    "to_stage": "follow_up",
                    "exit_kind": exit_kind,
                    "exit_reason": "arret_volontaire",
                    "effective_on": closed,
                    "entered_at": WRITTEN,
                },
            )
    return project


def a_dozen(db: Database, *, districts: int = 6) -> None:
    """Write twelve companies opened in January 2024, four closed since, the rest heard of lately.

    The first `districts` are in a priority district; two of them closed, if there are two.
    """
    ends = {0: "2024-05-01", 1: "2025-03-01", 10: "2024-11-01", 11: "2026-06-01"}
    for rank in range(12):
        a_company(
            db,
            f"Société {rank}",
            "2024-01-10",
            closed=ends.get(rank),
            heard="2026-11-01",
            district=rank < districts,
        )
