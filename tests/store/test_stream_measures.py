"""Measures in the store: one a year, in sight of whom they concern."""

from circular.domain.visitors import Visitor
from circular.store import stream_measures as store
from circular.store.connection import Database, write_tx
from circular.store.streams import Sight
from tests.builders.streams import a_stream


def test_a_year_is_written_over_and_taken_out(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)
    record = {
        "stream_id": stream_id,
        "source": "Pesée",
        "measured_on": "2026-01-15",
        "entered_at": "2026-01-15T09:00:00",
    }
    with write_tx(db):
        for year, tonnes in ((2024, 170.0), (2025, 180.0), (2025, 182.0)):
            store.write(db, {**record, "year": year, "tonnes": tonnes, "reliability": "mesure"})

    found = store.of_stream(db, stream_id, Sight(sees_confidential=True))
    assert [(row["year"], row["tonnes"]) for row in found] == [(2025, 182.0), (2024, 170.0)]
    assert found[0]["reliability_label"] == "Mesuré (pesée)"
    assert store.of_stream(db, stream_id, Sight(own=4242)) == []

    with write_tx(db):
        store.remove(db, stream_id, 2025)
    assert store.of_year(db, stream_id, 2025) is None
