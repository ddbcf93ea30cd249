"""Tracked matches in the store: the list, its filters and its sums."""

from datetime import date

from circular.domain.tracked_matches import MatchFilters, MatchMove, MatchOrder, MatchStage
from circular.domain.visitors import Visitor
from circular.store import tracked_matches as store
from circular.store.connection import Database, write_tx
from circular.store.streams import Sight
from tests.builders.needs import a_need, a_project
from tests.builders.streams import PALLETS, TODAY
from tests.builders.tracked_matches import a_match, a_move, an_agreement

ALL = Sight(sees_confidential=True)


def listed(db: Database, filters: MatchFilters, order: MatchOrder = MatchOrder.STAGE) -> list[int]:
    """Return the matches asked for; the count says the same."""
    found = store.listed(db, filters, ALL, today=TODAY, order=order, limit=-1)
    assert store.totals(db, filters, today=TODAY)["shown"] == len(found)
    return [row["id"] for row in found]


def test_the_list_is_filtered_counted_summed_and_sorted(db: Database, staff: Visitor) -> None:
    other = a_need(db, staff, a_project(db, staff, title="Palettes réparées"))
    grass = a_match(db, staff)
    pallets = a_match(db, staff, need_id=other, title="Palettes", waste_code=PALLETS)
    an_agreement(db, staff, grass, 30)
    a_move(db, staff, pallets, MatchMove.REFUSE, refusal_reason="qualite")

    assert listed(db, MatchFilters()) == [grass, pallets]
    assert listed(db, MatchFilters(stage=MatchStage.REFUSED)) == [pallets]
    assert listed(db, MatchFilters(only_live=True)) == [grass]
    assert listed(db, MatchFilters(text="reparees")) == [pallets]
    assert listed(db, MatchFilters(text="palettes tontes")) == []
    for order in MatchOrder:
        assert len(listed(db, MatchFilters(), order)) == 2
    assert store.counts_by_stage(db, MatchFilters(stage=MatchStage.AGREED)) == {
        "agreed": 1,
        "refused": 1,
    }
    assert store.totals(db, MatchFilters(), today=TODAY)["agreed"] == 30
    assert store.totals(db, MatchFilters(), today=date(2026, 11, 21))["agreed"] == 0
    assert store.count(db) == 2


def test_a_record_shows_its_last_measure_and_what_remains(db: Database, staff: Visitor) -> None:
    match_id = a_match(db, staff)
    an_agreement(db, staff, match_id, 30)
    with write_tx(db):
        for year, tonnes in ((2025, 10), (2026, 12), (2026, 14)):
            record = {"match_id": match_id, "year": year, "tonnes": tonnes, "source": "Pesée"}
            stamps = {"measured_on": "2026-11-22", "author_id": None, "entered_at": "2026-11-22"}
            store.write_measure(db, {**record, **stamps})

    row = store.record(db, match_id, ALL, today=TODAY)
    assert row is not None
    assert (row["measured_year"], row["measured_tonnes"], row["remaining"]) == (2026, 14, 150)
    [measure, _] = store.measures(db, match_id)
    assert measure["version"] == 2
    assert store.of_record(db, ALL, today=TODAY, stream_id=row["stream_id"]) == [row]
    assert store.of_record(db, ALL, today=TODAY, project_id=row["project_id"]) == [row]
    assert store.of_record(db, ALL, today=TODAY, project_id=4242) == []
    assert store.has_a_past(db, match_id)
