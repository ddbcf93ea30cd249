"""Benefit factors in the store: the product's, loaded from its files, and the association's own.

`RATES` finds, in one statement, the range that applies to each material of a table `seen`: the
most precise code first, then the family, then what applies to any material; at equal precision the
association's own factor comes before the product's. Sources of equal rank widen the range.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from circular.store import reference_files
from circular.store.rows import Row, insert, one, rows, update_version, value

_UPSERT = """
INSERT INTO benefit_factor
    (kind, activity, key, label, low, high, perimeter, source, year, origin)
VALUES (:kind, NULLIF(:activity, ''), :key, :label, :low, :high, NULLIF(:perimeter, ''), :source,
    NULLIF(:year, ''), 'produit')
ON CONFLICT (kind, key) WHERE key IS NOT NULL DO UPDATE SET
    activity = excluded.activity, label = excluded.label, low = excluded.low,
    high = excluded.high, perimeter = excluded.perimeter, source = excluded.source,
    year = excluded.year, in_files = 1
RETURNING id
"""
OFFERED = "f.in_files AND f.archived_at IS NULL"
_LEVEL = """COALESCE(
    (SELECT MAX(10 * length(k.code)) FROM benefit_factor_code k
        WHERE k.factor_id = f.id AND substr(m.code, 1, length(k.code)) = k.code),
    (SELECT 1 FROM benefit_factor_family y WHERE y.factor_id = f.id AND y.family = m.family),
    CASE WHEN NOT EXISTS (SELECT 1 FROM benefit_factor_code k WHERE k.factor_id = f.id)
        AND NOT EXISTS (SELECT 1 FROM benefit_factor_family y WHERE y.factor_id = f.id)
        THEN 0 END)"""
RATES = f"""
material AS (SELECT DISTINCT code, family FROM seen),
level AS (
    SELECT m.code, m.family, f.id, f.low, f.high, f.origin = 'association' AS own,
        {_LEVEL} AS level
    FROM material m JOIN benefit_factor f
        ON f.kind = :kind AND f.activity IS :activity AND {OFFERED}
),
placed AS (
    SELECT level.*, RANK() OVER (PARTITION BY code, family ORDER BY level DESC, own DESC) AS place
    FROM level WHERE level IS NOT NULL
),
rate AS (
    SELECT code, family, MIN(low) AS low, MAX(high) AS high,
        json_group_array(id) AS factor_ids
    FROM placed WHERE place = 1 GROUP BY code, family
)
"""
"""Reads `seen(code, family)`, `:kind` and `:activity`; join `rate` with IS: both may be NULL."""
FAMILY = """COALESCE(s.material_family, (SELECT w.material_family FROM ref_waste_code w
        WHERE w.code = s.waste_code ORDER BY w.valid_from DESC LIMIT 1))"""
"""The family of a stream `s`: the one noted, else that of its code."""
_FACTOR = """
SELECT f.*,
    (SELECT json_group_array(code) FROM
        (SELECT code FROM benefit_factor_code k WHERE k.factor_id = f.id ORDER BY code)) AS codes,
    (SELECT json_group_array(family) FROM (SELECT y.family FROM benefit_factor_family y
        WHERE y.factor_id = f.id ORDER BY y.family)) AS families,
    (SELECT json_group_array(label) FROM (SELECT r.label FROM benefit_factor_family y
        JOIN ref_entry r ON r.list = 'material_families' AND r.key = y.family
        WHERE y.factor_id = f.id ORDER BY r.position)) AS family_labels
FROM benefit_factor f
"""


def load(db: Database, folder: Path) -> None:
    """Bring the product's factors to the state of the files; those archived stay so."""
    db.conn.execute("UPDATE benefit_factor SET in_files = 0 WHERE origin = 'produit'")
    for record in reference_files.benefit_factors(folder):
        typeset = {name: reference_files.typeset(text) for name, text in record.items()}
        factor_id = int(value(db, _UPSERT, typeset))
        apply_to(
            db,
            factor_id,
            codes=record["waste_codes"].split(),
            families=record["material_families"].split(),
        )


def add(db: Database, record: Mapping[str, Any], *, now: datetime) -> int:
    """Write a factor of the association and return its identifier."""
    moment = now.isoformat(timespec="seconds")
    own = {"origin": "association", "created_at": moment, "updated_at": moment}
    return insert(db, "benefit_factor", {**record, **own})


def change(
    db: Database, factor_id: int, record: Mapping[str, Any], *, version: int, now: datetime
) -> bool:
    """Change a factor that still has `version`; False when somebody else saved first."""
    stamped = {**record, "updated_at": now.isoformat(timespec="seconds")}
    return update_version(db, "benefit_factor", factor_id, version=version, record=stamped)


def apply_to(
    db: Database, factor_id: int, *, codes: Iterable[str], families: Iterable[str]
) -> None:
    """Write what a factor applies to in place of what it applied to."""
    for table, column, entries in (
        ("benefit_factor_code", "code", codes),
        ("benefit_factor_family", "family", families),
    ):
        db.conn.execute(f"DELETE FROM {table} WHERE factor_id = ?", [factor_id])
        db.conn.executemany(
            f"INSERT INTO {table} (factor_id, {column}) VALUES (?, ?)",
            [(factor_id, entry) for entry in dict.fromkeys(entries)],
        )


def set_archived(db: Database, factor_id: int, archived_at: datetime | None) -> None:
    """Use a factor no longer, or again."""
    moment = None if archived_at is None else archived_at.isoformat(timespec="seconds")
    db.conn.execute(
        "UPDATE benefit_factor SET archived_at = ?, version = version + 1 WHERE id = ?",
        [moment, factor_id],
    )


def factor(db: Database, factor_id: int) -> Row | None:
    """Return one factor; `codes`, `families` and `family_labels` are JSON lists."""
    return one(db, f"{_FACTOR} WHERE f.id = ?", [factor_id])


def factors(db: Database) -> list[Row]:
    """Return every factor that is not gone from the files, archived ones last."""
    return rows(
        db,
        f"{_FACTOR} WHERE f.in_files ORDER BY f.archived_at IS NOT NULL, f.kind, f.activity,"
        " f.label, f.year, f.id",
    )
