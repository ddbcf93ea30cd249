"""Measures as a visitor may see them."""

from circular.actions.stream_measures import note_stream_measure
from circular.domain.visitors import Visitor
from circular.queries.stream_measures import measures_of_stream
from circular.store.connection import Database
from tests.builders.streams import TODAY, a_stream
from tests.domain.test_stream_measures import measure


def test_partners_see_the_measures_of_their_streams_without_names(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    own = a_stream(db, partner, title="À eux")
    other = a_stream(db, staff)
    for stream_id in (own, other):
        note_stream_measure(db, staff, stream_id, measure(reliability="mesure"), today=TODAY)

    (seen,) = measures_of_stream(db, partner, own)

    assert (seen.year, seen.tonnes, seen.reliability) == (2025, 182.5, "Mesuré (pesée)")
    assert seen.author is None
    assert measures_of_stream(db, staff, own)[0].author == staff.name
    assert measures_of_stream(db, partner, other) == ()
