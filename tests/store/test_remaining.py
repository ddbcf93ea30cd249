"""What remains of a stream: one fragment, whatever the agreements."""

from datetime import date

from circular.domain.tracked_matches import MatchMove
from circular.domain.visitors import Visitor
from circular.store import tracked_matches as store
from circular.store.connection import Database
from tests.builders.needs import a_need, a_project
from tests.builders.streams import TODAY, a_stream
from tests.builders.tracked_matches import a_match, a_move, an_agreement

NEXT_YEAR = date(2027, 11, 22)


def left(db: Database, stream_id: int, day: date = TODAY) -> tuple[float, float | None]:
    """Return what is promised and what remains of a stream on a day."""
    row = store.remaining(db, stream_id, today=day)
    assert row is not None
    return row["promised"], row["remaining"]


def test_what_remains_follows_agreements_their_period_and_their_end(
    db: Database, staff: Visitor
) -> None:
    stream_id, project_id = a_stream(db, staff, tonnes_likely="120"), a_project(db, staff)
    first, second, third = (
        a_match(db, staff, stream_id=stream_id, need_id=a_need(db, staff, project_id))
        for _ in range(3)
    )
    assert left(db, stream_id) == (0, 120)

    an_agreement(db, staff, first, 50, ends_on="31/12/2026")
    an_agreement(db, staff, second, 60, starts_on="01/01/2027")
    assert left(db, stream_id) == (60, 60), "one after the other: the heaviest alone counts"
    assert left(db, stream_id, date(2026, 11, 21)) == (0, 120), "not agreed yet"
    an_agreement(db, staff, third, 40, over_promise=True)
    assert left(db, stream_id) == (100, 20)
    assert left(db, stream_id, NEXT_YEAR) == (100, 20)

    a_move(db, staff, third, MatchMove.START)
    assert left(db, stream_id) == (100, 20)
    a_move(db, staff, third, MatchMove.END)
    assert left(db, stream_id) == (60, 60)


def test_an_unknown_tonnage_leaves_an_unknown_rest_and_no_rest_is_below_zero(
    db: Database, staff: Visitor
) -> None:
    match_id = a_match(db, staff, tonnes_likely="10")
    an_agreement(db, staff, match_id, 30, over_promise=True)
    assert left(db, 1) == (30, 0)

    db.conn.execute("UPDATE waste_stream SET tonnes_likely = NULL")
    assert left(db, 1) == (30, None)
