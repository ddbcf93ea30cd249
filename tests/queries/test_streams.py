"""Streams as a visitor may see them."""

import pytest

from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.permissions import Role
from circular.domain.seasons import shares_of
from circular.domain.streams import CONFIDENTIAL_PRODUCER, StreamFilters, StreamOrder
from circular.domain.visitors import Visitor
from circular.queries import streams as queries
from circular.store.connection import Database
from circular.store.streams import Sight
from tests.builders.streams import HAZARDOUS, TODAY, a_stream


def page(db: Database, visitor: Visitor, **options: object) -> queries.StreamPage:
    """Return a page of all streams."""
    return queries.stream_list(
        db,
        visitor,
        StreamFilters(),
        today=TODAY,
        **options,  # type: ignore[arg-type]  # each test gives its options
    )


def test_a_line_is_ready_to_be_read(db: Database, staff: Visitor) -> None:
    a_stream(
        db,
        staff,
        waste_code=HAZARDOUS,
        new_organisation="Garage du Pont",
        months=shares_of([10, 11, 12]),
    )

    (row,) = page(db, staff).rows
    assert row.code == "16 06 01*"
    assert row.is_hazardous is True
    assert (row.producer, row.commune) == ("Garage du Pont", "Libourne")
    assert row.season == "d’octobre à décembre"
    assert row.tonnes == 180


def test_counts_and_tonnes_follow_the_filters_and_not_the_page(
    db: Database, staff: Visitor
) -> None:
    for number in range(3):
        a_stream(db, staff, title=f"Tontes {number}", tonnes_likely=10)
    a_stream(db, staff, title="Écorces", tonnes_likely=7)

    found = queries.stream_list(
        db, staff, StreamFilters(text="tontes"), today=TODAY, limit=2, offset=2
    )

    assert (len(found.rows), found.shown, found.total, found.tonnes) == (1, 3, 4, 30)


def test_an_empty_store_gives_an_empty_list(db: Database, staff: Visitor) -> None:
    found = page(db, staff)

    assert (found.rows, found.shown, found.total, found.tonnes) == ((), 0, 0, 0)


def test_a_partner_sees_only_its_own_streams(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    theirs = a_stream(db, staff, new_organisation="Scierie du Pont", title="À eux")
    a_stream(db, partner, title="À moi", is_confidential=True)

    (row,) = page(db, partner).rows
    assert (row.title, row.producer) == ("À moi", "Syndicat d’essai")
    assert page(db, partner).total == 1
    assert queries.epcis_with_streams(db, partner) == {"200070092": "CA du Libournais"}
    with pytest.raises(NotFoundError):
        queries.stream_record(db, partner, theirs, today=TODAY)


def test_an_elected_official_is_refused(db: Database, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        page(db, elected)
    with pytest.raises(NotAllowedError):
        queries.stream_record(db, elected, 1, today=TODAY)


def test_a_masked_producer_has_a_word_in_its_place(
    db: Database, staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_id = a_stream(db, staff, new_organisation="Secret SA", is_confidential=True)
    assert queries.stream_record(db, staff, stream_id, today=TODAY).producer == "Secret SA"

    monkeypatch.setattr(queries, "sight_of", lambda _: Sight())

    assert (
        queries.stream_record(db, staff, stream_id, today=TODAY).producer == CONFIDENTIAL_PRODUCER
    )
    assert page(db, staff).rows[0].producer == CONFIDENTIAL_PRODUCER


def test_only_roles_that_may_see_confidential_producers() -> None:
    for role in Role:
        visitor = Visitor(account_id=1, name="x", role=role, organisation_id=7)
        sight = queries.sight_of(visitor)
        assert sight.sees_confidential == (role in {Role.STAFF, Role.ADMINISTRATOR})
        assert sight.own == (7 if role is Role.PARTNER else None)


def test_a_record_gives_back_what_was_typed(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(
        db,
        staff,
        tonnes_min="150",
        tonnes_max="210",
        available_from="01/01/2026",
        months=shares_of(range(1, 13)),
        price="-5",
    )

    record = queries.stream_record(db, staff, stream_id, today=TODAY)

    assert record.quantity == "180\u00a0t par an, 150 à 210"
    assert record.season == "toute l’année"
    assert record.draft.available_from is not None
    assert record.draft.available_from.year == 2026
    assert record.draft.price == -5
    assert record.draft.waste_code == "200201"
    assert (record.code, record.waste) == ("20 02 01", "Déchets verts")
    assert record.epci == "CA du Libournais"


def test_a_withdrawn_code_stays_readable(db: Database, staff: Visitor) -> None:
    stream_id = a_stream(db, staff)
    db.conn.execute("UPDATE waste_stream SET waste_code = '200133' WHERE id = ?", [stream_id])

    assert queries.stream_record(db, staff, stream_id, today=TODAY).waste


def test_all_rows_are_given_to_exports(db: Database, staff: Visitor) -> None:
    for number in range(60):
        a_stream(db, staff, title=f"Tontes {number:02}")

    assert len(page(db, staff).rows) == 50
    assert len(page(db, staff, limit=queries.ALL_ROWS).rows) == 60
    first = page(db, staff, order=StreamOrder.RECENT, limit=1).rows[0]
    assert first.title.startswith("Tontes")
