"""The streams that statistical secrecy looks at: confidential, real, of known tonnes."""

from datetime import date

from circular.domain.secrecy import Holding
from circular.domain.visitors import Visitor
from circular.store import secrecy as store
from circular.store.connection import Database
from tests.builders.organisations import a_partner
from tests.builders.streams import TODAY, a_stream


def test_only_confidential_streams_of_known_tonnes_are_held(db: Database, staff: Visitor) -> None:
    a_stream(db, staff, title="Tontes")
    a_stream(db, staff, title="Boues", is_confidential=True, tonnes_likely=None, tonnes_max="4")
    trial = a_stream(db, staff, title="Essai", is_confidential=True)
    db.conn.execute("UPDATE waste_stream SET is_trial = 1 WHERE id = ?", [trial])
    producer = a_partner(db, staff, "Conserverie", is_confidential=True)
    kept = a_stream(db, staff, title="Peaux", figure_on=date(2026, 2, 1))
    alone = a_stream(db, staff, title="Rebuts", is_confidential=True, tonnes_likely="7")
    db.conn.execute(
        "UPDATE waste_stream SET organisation_id = ?, archived_at = '2026-11-20T09:00:00'"
        " WHERE id = ?",
        [producer, kept],
    )

    assert store.holdings(db) == [
        Holding(kept, producer, 180, date(2026, 2, 1), date(2026, 11, 20)),
        Holding(alone, -alone, 7, date.fromisoformat(_entered(db, alone)) or TODAY),
    ]


def _entered(db: Database, stream_id: int) -> str:
    sql = "SELECT COALESCE(figure_on, substr(created_at, 1, 10)) FROM waste_stream WHERE id = ?"
    return str(db.conn.execute(sql, [stream_id]).fetchone()[0])
