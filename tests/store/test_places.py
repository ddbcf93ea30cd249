"""Where a project counts: its address first, then its commune, then the EPCI that was noted."""

from circular.domain.visitors import Visitor
from circular.store import places
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.implantations import a_site
from tests.builders.projects import changed
from tests.builders.territory import CUBZAGUAIS, LIBOURNAIS, LORMONT, a_territory

SAINT_ANDRE = "33366"  # Saint-André-de-Cubzac
BORDEAUX = "243300316"


def place_of(db: Database, project_id: int) -> str | None:
    """Return the EPCI under which a project counts."""
    found: str | None = value(
        db, f"WITH {places.PLACES} SELECT epci_siren FROM place WHERE project_id = ?", [project_id]
    )
    return found


def test_a_project_counts_in_its_own_commune(db: Database, staff: Visitor) -> None:
    assert place_of(db, a_project(db, staff)) == LIBOURNAIS


def test_the_address_of_the_set_up_comes_before_the_commune(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff)
    a_site(db, staff, project_id, commune_code=SAINT_ANDRE)

    assert place_of(db, project_id) == CUBZAGUAIS


def test_a_facility_lent_is_an_address(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, commune_code=None)
    lent = a_facility(db, staff, commune_code=SAINT_ANDRE)
    a_site(db, staff, project_id, commune_code=None, facility_id=lent)

    assert place_of(db, project_id) == CUBZAGUAIS


def test_the_epci_that_was_noted_serves_when_no_commune_is_known(
    db: Database, staff: Visitor
) -> None:
    project_id = a_project(db, staff, commune_code=None)
    assert place_of(db, project_id) is None

    changed(db, staff, project_id, epci_siren=CUBZAGUAIS)
    assert place_of(db, project_id) == CUBZAGUAIS


def test_a_commune_counts_under_the_member_that_borrowed_it(db: Database, staff: Visitor) -> None:
    project_id = a_project(db, staff, commune_code=LORMONT)
    assert place_of(db, project_id) == BORDEAUX

    a_territory(db, staff)
    db.conn.execute(
        "INSERT INTO territory_commune (commune_code, epci_siren) VALUES (?, ?)",
        [LORMONT, CUBZAGUAIS],
    )
    assert place_of(db, project_id) == CUBZAGUAIS


def test_members_come_in_the_order_of_the_territory(db: Database, staff: Visitor) -> None:
    assert places.member_epcis(db) == []

    a_territory(db, staff)
    assert {row["siren"] for row in places.member_epcis(db)} == {LIBOURNAIS, CUBZAGUAIS}


def test_the_condition_names_the_column_it_is_asked_for() -> None:
    assert "j.project_id IN" in places.in_scope("j.project_id")
