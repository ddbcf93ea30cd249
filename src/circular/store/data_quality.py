"""The rows that the checks of the data find, their counts, and those that were set aside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from circular.domain.data_quality import BY_KEY
from circular.store.data_quality_checks import SQL
from circular.store.places import PLACES
from circular.store.rows import Row, one, rows

_DESCRIBED = """
SELECT f.*, COALESCE(h.name, s.title, CASE f.subject WHEN 'target' THEN 'Objectif' END, p.title)
        AS title,
    COALESCE(h.folded_name, s.folded_title, CASE f.subject WHEN 'target' THEN 'objectif' END,
        p.folded_title) AS folded,
    p.adviser_id, CASE f.subject WHEN 'stream' THEN COALESCE(t.epci_siren, c.epci_siren)
        WHEN 'target' THEN g.epci_siren ELSE place.epci_siren END AS epci_siren,
    q.reason AS aside_reason, q.decided_on AS aside_on, q.author_id AS aside_by
FROM found f
LEFT JOIN project p ON p.id = f.project_id
LEFT JOIN place ON place.project_id = f.project_id
LEFT JOIN holder h ON f.subject = 'holder' AND h.id = f.id
LEFT JOIN waste_stream s ON f.subject = 'stream' AND s.id = f.id
LEFT JOIN ref_commune c ON c.code = s.commune_code
LEFT JOIN territory_commune t ON t.commune_code = s.commune_code
LEFT JOIN target g ON f.subject = 'target' AND g.id = f.id
LEFT JOIN quality_exception q ON q.check_key = f.check_key AND q.subject_id = f.id
    AND q.told = f.told
"""


def _found(keys: Sequence[str]) -> str:
    """Write the rows of some checks, each with its record's title, place and person in charge."""
    checks = "\nUNION ALL\n".join(
        f"SELECT '{key}' AS check_key, '{BY_KEY[key].subject.value}' AS subject, id, project_id,"
        f" told FROM ({SQL[key]})"
        for key in keys
    )
    return f"WITH {PLACES}, found AS ({checks}), described AS ({_DESCRIBED})"


_LISTED = """
SELECT f.check_key, q.decided_on AS aside_on FROM found f LEFT JOIN quality_exception q
    ON q.check_key = f.check_key AND q.subject_id = f.id AND q.told = f.told
"""
_KEPT = """
(:adviser IS NULL OR adviser_id = :adviser) AND (:epci IS NULL OR epci_siren = :epci)
AND (:text = '' OR instr(folded, :text) > 0)
"""


def counts(db: Database, values: Mapping[str, Any]) -> list[Row]:
    """Count, for each check that finds something, what is to look at and what is set aside.

    `total` is what is to look at without filters. `values` holds the days of the checks and the
    filters adviser, epci and text (folded); without any, records are not looked at one by one.
    """
    is_narrowed = values["adviser"] is not None or values["epci"] is not None or values["text"]
    kept, source = (_KEPT, "described") if is_narrowed else ("TRUE", f"({_LISTED})")
    return rows(
        db,
        f"{_found(list(SQL))} SELECT check_key, COUNT(*) FILTER (WHERE aside_on IS NULL) AS total,"
        f" COUNT(*) FILTER (WHERE aside_on IS NULL AND {kept}) AS shown,"
        f" COUNT(*) FILTER (WHERE aside_on IS NOT NULL AND {kept}) AS aside"
        f" FROM {source} GROUP BY check_key",
        values,
    )


def found(
    db: Database,
    keys: Sequence[str],
    values: Mapping[str, Any],
    *,
    aside: bool,
    limit: int = -1,
    offset: int = 0,
) -> list[Row]:
    """Return the rows of some checks, to look at or set aside, with their `total` on each."""
    return rows(
        db,
        f"{_found(keys)}, page AS (SELECT *, COUNT(*) OVER () AS total FROM described"
        f" WHERE (aside_on IS NOT NULL) = :aside AND {_KEPT}"
        " ORDER BY check_key, folded, id LIMIT :limit OFFSET :offset)"
        " SELECT page.*, v.name AS adviser, e.name AS epci, b.name AS aside_author,"
        " g.indicator AS target_indicator, g.value AS target_value, ge.name AS target_epci"
        " FROM page"
        " LEFT JOIN account v ON v.id = page.adviser_id"
        " LEFT JOIN ref_epci e ON e.siren = page.epci_siren"
        " LEFT JOIN account b ON b.id = page.aside_by"
        " LEFT JOIN target g ON page.subject = 'target' AND g.id = page.id"
        " LEFT JOIN ref_epci ge ON ge.siren = g.epci_siren ORDER BY check_key, folded, page.id",
        {**values, "aside": int(aside), "limit": limit, "offset": offset},
    )


def row(db: Database, key: str, subject_id: int, values: Mapping[str, Any]) -> Row | None:
    """Return what a check tells of a record, None when it no longer finds it."""
    return one(
        db, f"SELECT * FROM ({SQL[key]}) WHERE id = :subject", {**values, "subject": subject_id}
    )


def set_aside(db: Database, record: Mapping[str, Any], *, now: datetime) -> None:
    """Keep that a row is right as it is, in place of what was said of it before."""
    db.conn.execute(
        "INSERT INTO quality_exception (check_key, subject_id, told, reason, decided_on, author_id,"
        " created_at) VALUES (:check_key, :subject_id, :told, :reason, :decided_on, :author_id,"
        " :now) ON CONFLICT (check_key, subject_id) DO UPDATE SET told = excluded.told,"
        " reason = excluded.reason, decided_on = excluded.decided_on,"
        " author_id = excluded.author_id, created_at = excluded.created_at",
        {**record, "now": now.isoformat(timespec="seconds")},
    )


def take_back(db: Database, key: str, subject_id: int) -> bool:
    """Forget that a row was set aside; False when it was not."""
    cursor = db.conn.execute(
        "DELETE FROM quality_exception WHERE check_key = ? AND subject_id = ?", [key, subject_id]
    )
    return cursor.rowcount == 1
