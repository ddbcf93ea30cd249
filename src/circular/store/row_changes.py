"""The rows behind a figure in a compact form, and what became of rows kept in that form.

The form is JSON: `[record, owner, day, amount, base]` for each row, in the order of the records.
The owner is the project, the stream or the facility; nothing that people typed is in it.
"""

import json
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from circular.domain.indicators import Perimeter
from circular.domain.row_changes import MOST_ROWS, Part
from circular.store import rows as table
from circular.store.figure_rows import DESCRIBED, SOURCES, TITLES, values_of
from circular.store.places import PLACES
from circular.store.rows import Row, one, rows

_OWNERS = {
    "stream_tonnes": "stream_id",
    "kept_tonnes": "stream_id",
    "tonnes_agreed": "stream_id",
    "tonnes_measured": "stream_id",
    "facilities_booked": "facility_id",
}
_COMPACT = "record_id, {owner} AS owner, day, ROUND(amount, 6) AS amount, ROUND(base, 6) AS base"
_FORM = f"""
WITH RECURSIVE {PLACES}, found AS ({{select}}),
few AS (SELECT {_COMPACT} FROM found ORDER BY record_id LIMIT :most + 1)
SELECT COUNT(*) AS counted,
    json_group_array(json_array(record_id, owner, day, amount, base)) AS rows FROM few
"""
_CHANGED = f"""
WITH RECURSIVE {PLACES}, later AS ({{select}}),
sides AS (
    SELECT {_COMPACT}, 1 AS side FROM later
    UNION ALL SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
        json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]'), 0
    FROM json_each(:before)
),
both AS (
    SELECT record_id, MAX(owner) AS owner, COUNT(*) FILTER (WHERE side = 0) AS was_there,
        COUNT(*) FILTER (WHERE side = 1) AS is_there,
        COALESCE(MAX(day) FILTER (WHERE side = 1), MAX(day)) AS day,
        SUM(amount) FILTER (WHERE side = 0) AS amount_before,
        SUM(amount) FILTER (WHERE side = 1) AS amount_after,
        SUM(base) FILTER (WHERE side = 0) AS base_before,
        SUM(base) FILTER (WHERE side = 1) AS base_after
    FROM sides GROUP BY record_id
),
found AS (
    SELECT both.*, {{project_id}} AS project_id, {{stream_id}} AS stream_id,
        {{facility_id}} AS facility_id
    FROM both WHERE was_there <> is_there OR amount_before IS NOT amount_after
        OR base_before IS NOT base_after
)
SELECT f.*, {TITLES} {DESCRIBED} ORDER BY f.record_id
"""


def form(db: Database, key: str, perimeter: Perimeter) -> str | None:
    """Return the rows behind a figure in the compact form; None when there are too many to keep."""
    select = _FORM.format(select=SOURCES[key].select, owner=_owner(key))
    found = one(db, select, {**values_of(db, key, perimeter), "most": MOST_ROWS})
    if found is None or found["counted"] > MOST_ROWS:
        return None
    return str(found["rows"])


def parts(written: str) -> list[Part]:
    """Return what each row of the compact form gives to its figure."""
    return [Part(amount, base) for _, _, _, amount, base in json.loads(written)]


def amounts(written: str) -> dict[int, float]:
    """Return the amount of each row of the compact form, by its record, where it is known."""
    return {record: amount for record, _, _, amount, _ in json.loads(written) if amount is not None}


def changed(db: Database, key: str, perimeter: Perimeter, before: str) -> list[Row]:
    """Return the rows that differ from those kept in the compact form, with their present words."""
    owner = _owner(key)
    ids = {
        each: "owner" if each == owner else "NULL"
        for each in ("project_id", "stream_id", "facility_id")
    }
    select = _CHANGED.format(select=SOURCES[key].select, owner=owner, **ids)
    return rows(db, select, {**values_of(db, key, perimeter), "before": before})


def keep(db: Database, snapshot_id: int, kept: Mapping[str, str]) -> None:
    """Keep the rows of each figure of a frozen situation; triggers keep them for ever."""
    for key, written in kept.items():
        table.insert(
            db, "snapshot_rows", {"snapshot_id": snapshot_id, "figure": key, "kept_rows": written}
        )


def kept(db: Database, snapshot_id: int) -> dict[str, str]:
    """Return the rows that were kept with a frozen situation, by figure."""
    found: Sequence[Row] = rows(
        db,
        "SELECT figure, kept_rows FROM snapshot_rows WHERE snapshot_id = ? ORDER BY figure",
        [snapshot_id],
    )
    return {row["figure"]: row["kept_rows"] for row in found}


def _owner(key: str) -> str:
    return _OWNERS.get(key, "project_id")
