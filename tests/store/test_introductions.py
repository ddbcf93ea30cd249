"""Introductions in the store: what a partner is sent, and who waits."""

from datetime import date

from circular.domain.introductions import MatchSide
from circular.domain.visitors import Visitor
from circular.store import introductions as store
from circular.store.connection import Database
from tests.builders.streams import TODAY
from tests.builders.tracked_matches import a_match, an_introduction

LONG_AGO = date(2026, 11, 2)
PARTNER_COLUMNS = {
    *("id", "sent_on", "answer", "answered_on", "call_back_on", "answer_note", "version"),
    *("stream_title", "stream_id", "material", "tonnes_min", "tonnes_max", "epci_name"),
    *("is_live", "remaining"),
}


def test_a_partner_is_sent_nothing_that_tells_the_project(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    own = partner.organisation_id
    assert own is not None
    match_id = a_match(db, staff, organisation_id=own)
    an_introduction(db, staff, match_id)
    an_introduction(db, staff, match_id, MatchSide.PROJECT)

    [row] = store.addressed_to(db, own, today=TODAY)
    assert set(row) == PARTNER_COLUMNS
    assert (row["material"], row["epci_name"]) == ("Déchets verts", "CA du Libournais")
    assert store.addressed_to(db, own + 1, today=TODAY) == []
    assert [line["side"] for line in store.of_match(db, match_id)] == ["producer", "project"]


def test_the_unanswered_wait_after_the_days_of_patience(db: Database, staff: Visitor) -> None:
    introduction_id = an_introduction(db, staff, a_match(db, staff, on=LONG_AGO), on=LONG_AGO)

    def waiting(days: int, today: date = TODAY) -> list[int]:
        found = store.to_remind(db, owner=None, today=today, reminder_days=days, limit=3)
        listed = store.listed(db, today=today, reminder_days=days, only_waiting=True)
        assert len(found) == len(listed)
        return [row["total"] for row in found]

    assert (waiting(20), waiting(21)) == ([1], [])
    store.change(db, introduction_id, {"reminded_on": "2026-11-20"}, version=1)
    assert waiting(10) == []
    record = {"answer": "call_back", "answered_on": "2026-11-20", "call_back_on": "2026-11-25"}
    assert store.change(db, introduction_id, record, version=2)
    assert not store.change(db, introduction_id, record, version=2)
    assert waiting(1) == []
    assert waiting(99, date(2026, 11, 25)) == [1]
    db.conn.execute("UPDATE introduction SET answer = 'interested', call_back_on = NULL")
    assert waiting(1, date(2027, 11, 25)) == []
