"""Which communes a form offers, and which ones a typed text may mean."""

import pytest

from circular.queries.communes import commune_choices, communes_meant, point_of
from circular.store.connection import Database
from tests.builders.holders import LIBOURNE, VAYRES_33, VAYRES_87


@pytest.fixture
def territory(db: Database) -> None:
    """Give the association the communes of the Libournais."""
    db.conn.execute("INSERT INTO territory_epci (epci_siren) VALUES ('200070092')")
    db.conn.execute(
        "INSERT INTO territory_commune SELECT code, epci_siren FROM ref_commune"
        " WHERE epci_siren = '200070092'"
    )


@pytest.mark.usefixtures("territory")
def test_the_territory_is_offered_and_the_commune_of_the_record_too(db: Database) -> None:
    own = commune_choices(db)
    more = commune_choices(db, value=VAYRES_87)

    assert own[LIBOURNE] == "Libourne\u00a0(33)"
    assert VAYRES_87 not in own
    assert more[VAYRES_87] == "Vayres\u00a0(87)"
    assert commune_choices(db, value="99999") == own


@pytest.mark.usefixtures("territory")
def test_a_name_shared_by_two_communes_gives_both_the_territory_s_first(db: Database) -> None:
    found = list(communes_meant(db, "vayres"))

    assert found[:2] == [VAYRES_33, VAYRES_87]


@pytest.mark.parametrize("typed", ["Oradour-sur-Vayres", "oradour sur vayres", "87111"])
def test_a_commune_is_meant_by_its_name_or_its_insee_code(db: Database, typed: str) -> None:
    assert communes_meant(db, typed) == {"87111": "Oradour-sur-Vayres\u00a0(87)"}


def test_a_postal_code_may_mean_several_and_a_wrong_one_none(db: Database) -> None:
    assert VAYRES_87 in communes_meant(db, "87600")
    assert communes_meant(db, "zzzz") == {}


def test_a_point_is_longitude_then_latitude() -> None:
    assert point_of({"latitude": 44.9, "longitude": -0.2}) == (-0.2, 44.9)
    assert point_of({"latitude": None, "longitude": None}) is None
