"""Noting what a stream weighed, making it its figure, taking it out."""

import pytest

from circular.actions.stream_measures import note_stream_measure, remove_stream_measure
from circular.domain.errors import DomainError, NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.store import journal, stream_measures, streams
from circular.store.connection import Database
from tests.builders.streams import TODAY, a_stream
from tests.domain.test_stream_measures import measure


def test_a_measure_becomes_the_figure_of_the_stream_only_when_asked(
    db: Database, staff: Visitor
) -> None:
    stream_id = a_stream(db, staff, tonnes_min="150", tonnes_max="181")
    note_stream_measure(db, staff, stream_id, measure(year="2024", tonnes="90"), today=TODAY)
    row = streams.row(db, stream_id)
    assert row is not None
    assert (row["tonnes_likely"], row["version"]) == (180, 1)

    figure = measure(updates_likely=True, reliability="mesure")
    note_stream_measure(db, staff, stream_id, figure, today=TODAY)

    row = streams.row(db, stream_id)
    assert row is not None
    assert [row[f"tonnes_{each}"] for each in ("min", "likely", "max")] == [150, 182.5, 182.5]
    assert (row["figure_source"], row["figure_on"]) == ("Bons de pesée", "2026-01-15")
    assert (row["reliability"], row["version"]) == ("mesure", 2)
    line = journal.of_record(db, "stream", stream_id)[0]
    assert '"Au plus (t par an)": ["181", "182,5"]' in line["changes"]


def test_a_year_is_replaced_on_purpose_and_taken_out(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)
    note_stream_measure(db, staff, stream_id, measure(), today=TODAY)
    with pytest.raises(DomainError) as refusal:
        note_stream_measure(db, staff, stream_id, measure(tonnes="1"), today=TODAY)
    assert refusal.value.problems[0].field == "year"
    note_stream_measure(db, staff, stream_id, measure(tonnes="1", replaces=True), today=TODAY)

    remove_stream_measure(db, staff, stream_id, 2025)

    assert stream_measures.of_year(db, stream_id, 2025) is None
    assert "Mesure de 2025 retirée" in journal.of_record(db, "stream", stream_id)[0]["sentence"]
    with pytest.raises(NotFoundError):
        remove_stream_measure(db, staff, stream_id, 2025)


def test_unknown_reliabilities_and_others_streams_are_refused(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    stream_id = a_stream(db, staff)
    with pytest.raises(DomainError) as refusal:
        note_stream_measure(db, staff, stream_id, measure(reliability="sûr"), today=TODAY)
    assert refusal.value.problems[0].field == "reliability"
    with pytest.raises((NotAllowedError, NotFoundError)):
        note_stream_measure(db, partner, stream_id, measure(), today=TODAY)
