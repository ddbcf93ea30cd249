"""What triggers keep so that figures are read fast: made again from the facts, and compared.

Two tables hold nothing of their own: `project_place`, where a project counts, and `project_stay`,
the moves held true with the day of the next one. Their triggers are in the migration that created
them. What rests on the official list of communes follows the loading of that list.
"""

from collections.abc import Mapping

from sqlite_utils import Database

from circular.store import meta
from circular.store.connection import write_tx
from circular.store.rows import value

_PLACES = """
SELECT p.id AS project_id, COALESCE(i.commune_code, f.commune_code, p.commune_code) AS commune_code,
    COALESCE(t.epci_siren, c.epci_siren, p.epci_siren) AS epci_siren, p.is_trial
FROM project p
LEFT JOIN implantation i ON i.project_id = p.id
LEFT JOIN facility f ON f.id = i.facility_id
LEFT JOIN ref_commune c ON c.code = COALESCE(i.commune_code, f.commune_code, p.commune_code)
LEFT JOIN territory_commune t ON t.commune_code = c.code
"""
_STAYS = """
SELECT id AS move_id, project_id, kind, to_stage, exit_kind, effective_on, next_on,
    CAST(julianday(next_on) - julianday(effective_on) AS INTEGER) AS days
FROM (SELECT m.*, LEAD(m.effective_on) OVER (PARTITION BY m.project_id
        ORDER BY m.effective_on, COALESCE(m.corrects_id, m.id), m.id) AS next_on
    FROM project_move m WHERE m.corrected_at IS NULL)
"""
_TRUTHS: Mapping[str, str] = {"project_place": _PLACES, "project_stay": _STAYS}


def rebuild(db: Database) -> None:
    """Make every summary again from the facts, in one transaction."""
    with write_tx(db):
        for table, truth in _TRUTHS.items():
            db.conn.execute(f"DELETE FROM {table}")
            db.conn.execute(f"INSERT INTO {table} {truth}")
        meta.raise_data_version(db)


def wrong_rows(db: Database) -> dict[str, int]:
    """Count, for each summary, the rows that the facts do not give and those that it lacks."""
    return {
        table: int(
            value(
                db,
                f"SELECT (SELECT COUNT(*) FROM (SELECT * FROM {table} EXCEPT {truth}))"
                f" + (SELECT COUNT(*) FROM ({truth} EXCEPT SELECT * FROM {table}))",
            )
        )
        for table, truth in _TRUTHS.items()
    }
