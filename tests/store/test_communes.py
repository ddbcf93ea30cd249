"""Communes of the territory, and the EPCI that it gives them."""

from circular.store import communes
from circular.store.connection import Database


def test_the_territory_decides_of_the_epci_of_its_communes(db: Database) -> None:
    official = communes.epci_of(db, "33243")
    db.conn.execute("INSERT INTO territory_epci (epci_siren) VALUES ('243301223')")
    db.conn.execute("INSERT INTO territory_commune VALUES ('33243', '243301223')")

    assert official == "200070092"
    assert communes.epci_of(db, "33243") == "243301223"
    assert [row["name"] for row in communes.of_territory(db)] == ["Libourne"]


def test_an_unknown_commune_has_no_epci(db: Database) -> None:
    assert communes.epci_of(db, "00000") is None
    assert communes.epci_of(db, None) is None
    assert communes.of_territory(db) == []
