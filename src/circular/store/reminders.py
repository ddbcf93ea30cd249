"""Reminders in the store: raised once for each deadline, reason and person, whatever runs when."""

from datetime import date

from sqlite_utils import Database

from circular.domain.reminders import THRESHOLDS
from circular.store.deadlines import DUE, SCOPE
from circular.store.places import PLACES, among
from circular.store.rows import Row, rows, value

_LEFT = "julianday(d.day) - julianday(:today)"
_NEAREST = "".join(f" WHEN {_LEFT} <= {days} THEN '{days}'" for days in sorted(THRESHOLDS))
_TEAM = """
(SELECT t.id FROM account t WHERE t.closed_at IS NULL AND t.role IN ('staff', 'administrator')
    AND t.id = COALESCE((SELECT v.id FROM account v
        WHERE v.id = p.adviser_id AND v.closed_at IS NULL), t.id))
"""
_SAME = """
r.agreement_id = d.agreement_id AND r.day = d.day
AND COALESCE(r.commitment_id, 0) = COALESCE(d.commitment_id, 0)
AND (r.kind = 'notice') = (d.kind = 'notice')
"""


def raise_due(db: Database, *, today: date) -> int:
    """Remind whoever follows a project, else the whole team, of what comes; return how many.

    What was raised before is left as it is: the unique index tells, not a clock.
    """
    db.conn.execute(
        f"""WITH {PLACES}, {DUE},
        standing AS (SELECT d.*, p.adviser_id, c.remind_on {SCOPE} AND d.day >= :today),
        reasoned AS (
            SELECT d.*, CASE {_NEAREST} END AS reason FROM standing d
            UNION ALL SELECT d.*, 'chosen' FROM standing d WHERE d.remind_on <= :today
        )
        INSERT INTO reminder (account_id, kind, agreement_id, commitment_id, day, reason,
            raised_on)
        SELECT a.id, p.kind, p.agreement_id, p.commitment_id, p.day, p.reason, :today
        FROM reasoned p JOIN account a ON a.id IN {_TEAM}
        WHERE p.reason IS NOT NULL
        ON CONFLICT DO NOTHING""",
        {"today": today.isoformat(), "organisation": None, **among(())},
    )
    return int(value(db, "SELECT changes()"))


def unseen(db: Database, account_id: int, *, today: date, limit: int) -> list[Row]:
    """Return what a person was reminded of and has not seen, while it stands: once a deadline."""
    return rows(
        db,
        f"""WITH {PLACES}, {DUE} SELECT d.kind, d.day, d.agreement_id, d.commitment_id,
            p.title AS project, a.number, c.label, max(r.raised_on) AS raised_on,
            count(*) OVER () AS total
        {SCOPE.replace("FROM due d", f"FROM reminder r JOIN due d ON {_SAME}")}
            AND r.account_id = :account AND r.seen_on IS NULL
        GROUP BY d.kind, d.day, d.agreement_id, d.commitment_id
        ORDER BY d.day, d.agreement_id LIMIT :limit""",
        {
            "account": account_id,
            "today": today.isoformat(),
            "organisation": None,
            "limit": limit,
            **among(()),
        },
    )


def mark_seen(
    db: Database,
    account_id: int,
    *,
    agreement_id: int,
    commitment_id: int | None,
    day: date,
    on: date,
) -> int:
    """Write that a person has seen every reminder of a deadline; return how many there were."""
    cursor = db.conn.execute(
        "UPDATE reminder SET seen_on = ? WHERE account_id = ? AND agreement_id = ?"
        " AND COALESCE(commitment_id, 0) = ? AND day = ? AND seen_on IS NULL",
        [on.isoformat(), account_id, agreement_id, commitment_id or 0, day.isoformat()],
    )
    return int(cursor.rowcount)
