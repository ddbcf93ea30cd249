"""Confidential streams, as the rules of statistical secrecy look at them."""

from datetime import date

from sqlite_utils import Database

from circular.domain.secrecy import Holding
from circular.store.rows import rows
from circular.store.trials import real

IS_CONFIDENTIAL = "COALESCE(s.is_confidential OR o.is_confidential, 0)"
"""The condition that the stream `s`, or its organisation `o`, is confidential."""
_HOLDINGS = f"""
SELECT s.id AS record_id, COALESCE(s.organisation_id, -s.id) AS producer,
    s.tonnes_likely AS tonnes, COALESCE(s.figure_on, substr(s.created_at, 1, 10)) AS since,
    substr(s.archived_at, 1, 10) AS until
FROM waste_stream s LEFT JOIN organisation o ON o.id = s.organisation_id
WHERE {real("s")} AND {IS_CONFIDENTIAL} AND s.tonnes_likely IS NOT NULL
"""


def holdings(db: Database) -> list[Holding]:
    """Return every confidential stream whose tonnes are known, those archived too."""
    return [
        Holding(
            record_id=row["record_id"],
            producer=row["producer"],
            tonnes=row["tonnes"],
            since=date.fromisoformat(row["since"]),
            until=row["until"] and date.fromisoformat(row["until"]),
        )
        for row in rows(db, _HOLDINGS)
    ]
