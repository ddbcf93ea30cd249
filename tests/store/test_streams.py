"""Streams in the store: who sees which, and what is masked."""

from datetime import date, datetime

from circular.domain.streams import Availability, StreamFilters, StreamOrder
from circular.store import organisations, streams
from circular.store.connection import Database, write_tx
from circular.store.streams import Sight

NOW = datetime(2026, 11, 22, 9, 0)
TODAY = NOW.date()
ALL = Sight(sees_confidential=True)
BLIND = Sight()


def record(title: str, **more: object) -> dict[str, object]:
    """Return the columns of a stream."""
    return {"title": title, "folded_title": title.lower(), "tonnes_likely": 10.0, **more}


def add(db: Database, title: str, **more: object) -> int:
    """Write a stream."""
    with write_tx(db):
        return streams.add(db, record(title, **more), created_by=None, now=NOW)


def producer(db: Database, name: str) -> int:
    """Write an organisation."""
    with write_tx(db):
        return organisations.add(db, name=name, kind="entreprise", now=NOW)


def titles(
    db: Database, sight: Sight = ALL, order: StreamOrder = StreamOrder.TITLE, **asked: object
) -> list[str]:
    """Return the titles of the streams asked for."""
    filters = StreamFilters(**asked)  # type: ignore[arg-type]  # each test gives its filters
    found = streams.listed(db, filters, sight, today=TODAY, order=order, limit=-1)
    assert streams.totals(db, filters, sight, today=TODAY)["shown"] == len(found)
    return [row["title"] for row in found]


def test_a_confidential_producer_never_leaves_the_database(db: Database) -> None:
    owner = producer(db, "Secret SA")
    stream_id = add(db, "bois", organisation_id=owner, is_confidential=1)

    for row in (
        streams.record(db, stream_id, BLIND, today=TODAY),
        *streams.listed(db, StreamFilters(), BLIND, today=TODAY, order=StreamOrder.TITLE, limit=9),
    ):
        assert row is not None
        assert "Secret SA" not in str(row.values())
        assert row["is_masked"] == 1
        assert row.get("organisation_id") is None


def test_a_confidential_organisation_masks_all_its_streams(db: Database) -> None:
    owner = producer(db, "Secret SA")
    with write_tx(db):
        db.conn.execute("UPDATE organisation SET is_confidential = 1 WHERE id = ?", [owner])
    stream_id = add(db, "bois", organisation_id=owner)

    row = streams.record(db, stream_id, BLIND, today=TODAY)
    assert row is not None
    assert row["producer"] is None


def test_a_masked_name_cannot_be_searched(db: Database) -> None:
    add(db, "bois", organisation_id=producer(db, "Secret SA"), is_confidential=1)

    assert titles(db, BLIND, text="secret") == []
    assert titles(db, ALL, text="secret") == ["bois"]


def test_a_partner_sees_its_own_streams_with_its_own_name(db: Database) -> None:
    mine, other = producer(db, "Chez moi"), producer(db, "Ailleurs")
    own = add(db, "à moi", organisation_id=mine, is_confidential=1)
    theirs = add(db, "à eux", organisation_id=other)
    sight = Sight(own=mine)

    assert titles(db, sight) == ["à moi"]
    assert streams.count(db, sight) == 1
    assert streams.record(db, theirs, sight, today=TODAY) is None
    seen = streams.record(db, own, sight, today=TODAY)
    assert seen is not None
    assert (seen["producer"], seen["is_masked"]) == ("Chez moi", 0)


def test_a_stream_without_producer_is_not_masked(db: Database) -> None:
    row = streams.record(db, add(db, "bois", is_confidential=1), BLIND, today=TODAY)

    assert row is not None
    assert row["is_masked"] == 0


def test_words_are_looked_for_in_title_place_and_producer(db: Database) -> None:
    add(
        db,
        "palettes",
        commune_code="33243",
        organisation_id=producer(db, "Éts Dupré"),
    )
    add(db, "palettes perdues")

    assert titles(db, text="Libourne palette") == ["palettes"]
    assert titles(db, text="dupre") == ["palettes"]
    assert titles(db, text="%") == ["palettes", "palettes perdues"]


def test_digits_are_the_beginning_of_a_code(db: Database) -> None:
    add(db, "tontes", waste_code="200201")
    add(db, "bois", waste_code="150103")

    assert titles(db, text="20 02") == ["tontes"]
    assert titles(db, text="20 02 01") == ["tontes"]


def test_filters_narrow_by_family_hazard_and_epci(db: Database) -> None:
    add(db, "tontes", material_family="dechets_verts", is_hazardous=0, commune_code="33243")
    add(db, "batteries", material_family="piles_batteries", is_hazardous=1)

    assert titles(db, family="dechets_verts") == ["tontes"]
    assert titles(db, is_hazardous=True) == ["batteries"]
    assert titles(db, epci_siren="200070092") == ["tontes"]
    assert [row["siren"] for row in streams.epcis(db, ALL)] == ["200070092"]


def test_the_territory_says_which_epci_a_commune_belongs_to(db: Database) -> None:
    with write_tx(db):
        db.conn.execute("INSERT INTO territory_epci (epci_siren) VALUES ('243301181')")
        db.conn.execute("INSERT INTO territory_commune VALUES ('33243', '243301181')")
    add(db, "tontes", commune_code="33243")

    assert titles(db, epci_siren="243301181") == ["tontes"]
    assert titles(db, epci_siren="200070092") == []


def test_availability_is_seen_from_a_day(db: Database) -> None:
    add(db, "toujours")
    add(db, "ensuite", available_from="2026-12-01")
    add(db, "avant", available_to="2026-11-21")
    archived = add(db, "rangé")
    with write_tx(db):
        streams.set_archived(db, archived, NOW)

    assert titles(db, availability=Availability.NOW) == ["toujours"]
    assert titles(db, availability=Availability.LATER) == ["ensuite"]
    assert titles(db, availability=Availability.PAST) == ["avant"]
    assert titles(db, availability=Availability.ARCHIVED) == ["rangé"]
    assert titles(db) == ["avant", "ensuite", "toujours"]


def test_tonnes_add_up_whatever_is_known_of_them(db: Database) -> None:
    add(db, "a", tonnes_likely=10.0)
    add(db, "b", tonnes_likely=None, tonnes_min=10.0, tonnes_max=30.0)
    add(db, "c", tonnes_likely=None, tonnes_max=5.0)
    add(db, "d", tonnes_likely=None)

    totals = streams.totals(db, StreamFilters(), ALL, today=TODAY)
    assert (totals["tonnes"], totals["without_tonnes"]) == (35.0, 1)


def test_the_largest_come_first_and_the_unknown_last(db: Database) -> None:
    add(db, "petit", tonnes_likely=1.0)
    add(db, "inconnu", tonnes_likely=None)
    add(db, "gros", tonnes_likely=99.0)

    assert titles(db, order=StreamOrder.TONNES) == ["gros", "petit", "inconnu"]


def test_pages_follow_each_other(db: Database) -> None:
    for number in range(5):
        add(db, f"g{number}")

    pages = [
        [
            row["title"]
            for row in streams.listed(
                db,
                StreamFilters(),
                ALL,
                today=TODAY,
                order=StreamOrder.TITLE,
                limit=2,
                offset=offset,
            )
        ]
        for offset in (0, 2, 4)
    ]
    assert pages == [["g0", "g1"], ["g2", "g3"], ["g4"]]


def test_a_second_saver_is_told(db: Database) -> None:
    stream_id = add(db, "bois")
    with write_tx(db):
        assert streams.change(db, stream_id, {"title": "x"}, version=1, now=NOW)
        assert not streams.change(db, stream_id, {"title": "y"}, version=1, now=NOW)

    row = streams.row(db, stream_id)
    assert row is not None
    assert row["title"] == "x"


def test_every_order_gives_every_stream(db: Database) -> None:
    add(db, "a", commune_code="33243", material_family="bois")
    add(db, "b", available_from=date(2026, 1, 1).isoformat())

    for order in StreamOrder:
        assert sorted(titles(db, order=order)) == ["a", "b"]
