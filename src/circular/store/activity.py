"""The activity of the team in SQL: deeds counted by step, and what each person has in hand.

Trials count nowhere; corrected moves are left aside.
"""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from circular.domain.activity import Charge, Step
from circular.store.places import PLACES
from circular.store.rows import Row, rows
from circular.store.trials import of_real_project, real

_MONTH = "CAST(substr({day}, 6, 2) AS INTEGER)"
_STEPS = {
    Step.MONTH: "substr({day}, 1, 7) || '-01'",
    Step.QUARTER: f"substr({{day}}, 1, 5) || printf('%02d', ({_MONTH} - 1) / 3 * 3 + 1) || '-01'",
    Step.YEAR: "substr({day}, 1, 4) || '-01-01'",
}
_IN_PERIOD = "BETWEEN :since AND :day"
_ACTIONS_OF = "COALESCE(n.owner_id, p.adviser_id, 0)"
_DEEDS = f"""
deed AS (
    SELECT 'exchange' AS deed, x.kind AS detail, x.direction AS side, x.happened_on AS day,
        x.project_id, x.author_id AS account_id FROM exchange x WHERE x.happened_on {_IN_PERIOD}
    UNION ALL
    SELECT 'asked', s.service_type, '', s.requested_on, s.project_id, NULL FROM service s
    WHERE s.requested_on {_IN_PERIOD}
    UNION ALL
    SELECT 'given', s.service_type, '', s.given_on, s.project_id, NULL FROM service s
    WHERE s.given_on {_IN_PERIOD}
    UNION ALL
    SELECT CASE m.kind WHEN 'exit' THEN 'exit' ELSE 'move' END, m.kind, m.to_stage, m.effective_on,
        m.project_id, m.author_id FROM project_move m
    WHERE m.corrected_at IS NULL AND m.effective_on {_IN_PERIOD} AND m.kind <> 'entry'
    UNION ALL
    SELECT 'signature', '', '', a.signed_on, a.project_id, NULL FROM agreement a
    WHERE a.signed_on {_IN_PERIOD}
    UNION ALL
    SELECT 'action', n.kind, '', n.done_on, n.project_id, n.done_by FROM next_action n
    WHERE n.done_on {_IN_PERIOD}
),
done AS (
    SELECT deed.deed, deed.detail, deed.side, deed.day, deed.project_id, p.title,
        COALESCE(deed.account_id, CASE WHEN deed.deed IN ('asked', 'given', 'signature')
            THEN p.adviser_id END) AS account_id
    FROM deed JOIN project p ON p.id = deed.project_id
    WHERE {real("p")} AND (:epci IS NULL OR deed.project_id IN
        (SELECT project_id FROM place WHERE epci_siren = :epci))
)
"""
_HIS = "(:account IS NULL OR account_id = :account)"
_STANDING = f"""
stand AS (
    SELECT project_id, to_stage AS stage FROM (
        SELECT m.project_id, m.kind, m.to_stage, ROW_NUMBER() OVER (PARTITION BY m.project_id
            ORDER BY m.effective_on DESC, COALESCE(m.corrects_id, m.id) DESC, m.id DESC) AS turn
        FROM project_move m WHERE m.corrected_at IS NULL AND m.effective_on <= :day
    ) WHERE turn = 1 AND kind <> 'exit'
),
followed AS (
    SELECT p.id AS project_id, p.title, stand.stage, COALESCE(p.adviser_id, 0) AS account_id,
        COALESCE(p.blocked_on <= :day, 0) AS is_blocked,
        COALESCE((SELECT MAX(x.happened_on) FROM exchange x WHERE x.project_id = p.id
            AND x.happened_on <= :day), p.detected_on) AS last_on,
        (SELECT MIN(n.due_on) FROM next_action n WHERE n.project_id = p.id
            AND substr(n.created_at, 1, 10) <= :day AND (n.done_on IS NULL OR n.done_on > :day))
            AS due_on
    FROM stand JOIN project p ON p.id = stand.project_id
    WHERE {real("p")} AND (p.archived_at IS NULL OR substr(p.archived_at, 1, 10) > :day)
        AND (:epci IS NULL OR p.id IN (SELECT project_id FROM place WHERE epci_siren = :epci))
),
rated AS (
    SELECT followed.*, CASE WHEN is_blocked THEN 'blocked'
        WHEN last_on <= :silent_since THEN 'dormant'
        WHEN due_on < :day THEN 'late' ELSE 'active' END AS health
    FROM followed
),
todo AS (
    SELECT n.id, n.project_id, n.label, n.due_on, {_ACTIONS_OF} AS account_id, p.title
    FROM next_action n JOIN project p ON p.id = n.project_id
    WHERE {real("p")} AND substr(n.created_at, 1, 10) <= :day
        AND (n.done_on IS NULL OR n.done_on > :day)
        AND (p.archived_at IS NULL OR substr(p.archived_at, 1, 10) > :day)
        AND (:epci IS NULL OR p.id IN (SELECT project_id FROM place WHERE epci_siren = :epci))
),
recent AS (
    SELECT x.id, x.project_id, x.kind, x.happened_on, COALESCE(x.author_id, 0) AS account_id
    FROM exchange x WHERE x.happened_on > :recent_since AND x.happened_on <= :day
        AND {of_real_project("x.project_id")}
        AND (:epci IS NULL OR x.project_id IN
            (SELECT project_id FROM place WHERE epci_siren = :epci))
)
"""
_WORKLOAD = f"""
WITH {PLACES}, {_STANDING},
charge AS (
    SELECT account_id, stage AS what, health AS detail, COUNT(*) AS n FROM rated
    GROUP BY account_id, stage, health
    UNION ALL
    SELECT account_id, 'actions', CASE WHEN due_on < :day THEN 'overdue' ELSE '' END, COUNT(*)
    FROM todo GROUP BY 1, 3
    UNION ALL
    SELECT account_id, 'recent', '', COUNT(*) FROM recent GROUP BY account_id
)
SELECT charge.*, a.name FROM charge LEFT JOIN account a ON a.id = charge.account_id
WHERE :account IS NULL OR charge.account_id = :account
"""
_OF_PROJECTS = """
SELECT project_id, title, last_on AS day, health AS detail, stage AS side, '' AS label
FROM rated WHERE account_id = :whose AND (:stage = '' OR stage = :stage)
"""
_OF_ACTIONS = """
SELECT project_id, title, due_on AS day, '' AS detail, '' AS side, label
FROM todo WHERE account_id = :whose
"""
_CHARGES = {
    Charge.PROJECTS: _OF_PROJECTS,
    Charge.LATE: f"{_OF_PROJECTS} AND health = 'late'",
    Charge.DORMANT: f"{_OF_PROJECTS} AND health = 'dormant'",
    Charge.BLOCKED: f"{_OF_PROJECTS} AND health = 'blocked'",
    Charge.ACTIONS: _OF_ACTIONS,
    Charge.OVERDUE: f"{_OF_ACTIONS} AND due_on < :day",
    Charge.RECENT: """
SELECT recent.project_id, p.title, happened_on AS day, kind AS detail, '' AS side, '' AS label
FROM recent JOIN project p ON p.id = recent.project_id WHERE account_id = :whose
""",
}


def counts(db: Database, step: Step, values: Mapping[str, Any]) -> list[Row]:
    """Count the deeds of a period by step (its first day), kind and side.

    `values` holds since, day, epci and account.
    """
    bucket = _STEPS[step].format(day="day")
    return rows(
        db,
        f"WITH {PLACES}, {_DEEDS} SELECT deed, detail, side, {bucket} AS step_on, COUNT(*) AS n"
        f" FROM done WHERE {_HIS} GROUP BY deed, detail, side, step_on",
        values,
    )


def deeds(
    db: Database, step: Step, values: Mapping[str, Any], *, limit: int = -1, offset: int = 0
) -> list[Row]:
    """Return the deeds behind a number, the latest first, with their `total` on each.

    `values` holds besides deed, detail, side (empty: all) and step_on (None: the whole period).
    """
    bucket = _STEPS[step].format(day="day")
    return rows(
        db,
        f"WITH {PLACES}, {_DEEDS}, page AS (SELECT done.*, COUNT(*) OVER () AS total FROM done"
        f" WHERE {_HIS} AND deed = :deed AND (:detail = '' OR detail = :detail)"
        f" AND (:side = '' OR side = :side) AND (:step_on IS NULL OR {bucket} = :step_on)"
        " ORDER BY day DESC, title, project_id LIMIT :limit OFFSET :offset)"
        " SELECT page.project_id, page.title, page.day, page.detail, page.side, '' AS label,"
        " page.total, a.name AS who FROM page LEFT JOIN account a ON a.id = page.account_id"
        " ORDER BY page.day DESC, page.title, page.project_id",
        {**values, "limit": limit, "offset": offset},
    )


def workload(db: Database, values: Mapping[str, Any]) -> list[Row]:
    """Count what each person has in hand on a day: projects by stage and health, actions.

    `values` holds day, epci, account, silent_since and recent_since; account 0 is nobody.
    """
    return rows(db, _WORKLOAD, values)


def in_hand(
    db: Database, charge: Charge, values: Mapping[str, Any], *, limit: int = -1, offset: int = 0
) -> list[Row]:
    """Return what a person (`whose`) has in hand, with its `total` on each row; `stage` narrows."""
    return rows(
        db,
        f"WITH {PLACES}, {_STANDING}, line AS ({_CHARGES[charge]})"
        " SELECT line.*, COUNT(*) OVER () AS total, (SELECT name FROM account WHERE id = :whose)"
        " AS who FROM line ORDER BY day, title, project_id LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
