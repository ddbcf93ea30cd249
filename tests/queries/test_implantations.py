"""Questions about set-ups."""

from datetime import date

from circular.domain.visitors import Visitor
from circular.queries.implantations import (
    count_for_project,
    facilities_to_lend,
    implantation_of,
)
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.facilities import a_facility
from tests.builders.implantations import a_site, an_opening


def test_a_project_has_one_set_up_or_none(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    assert (implantation_of(db, project), count_for_project(db, project)) == (None, 0)

    a_site(db, staff, project)
    assert count_for_project(db, project) == 1


def test_a_place_is_said_with_what_is_known(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    lent = a_facility(db, staff)
    a_site(db, staff, project, facility_id=lent, address="Bâtiment B")

    found = implantation_of(db, project)
    assert found is not None
    assert found.place == "Atelier des Dagueys, Bâtiment B, Libourne"


def test_an_opening_is_read_back_as_days(db: Database, staff: Visitor) -> None:
    project = a_project(db, staff)
    an_opening(db, staff, project)

    found = implantation_of(db, project)
    assert found is not None
    assert (found.opened_on, found.opening_planned_on) == (date(2026, 10, 15), date(2027, 2, 1))


def test_facilities_are_offered_with_their_commune(db: Database, staff: Visitor) -> None:
    lent = a_facility(db, staff)

    assert facilities_to_lend(db) == {lent: "Atelier des Dagueys, Libourne"}
