"""Premises and facilities as a visitor may see them."""

import pytest

from circular.actions.facilities import archive_facility
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.facilities import FacilityFilters, FacilityScope
from circular.domain.visitors import Visitor
from circular.queries import facilities as queries
from circular.store.connection import Database
from tests.builders.facilities import a_facility


def test_a_line_is_ready_to_be_read(db: Database, staff: Visitor) -> None:
    a_facility(db, staff, new_organisation="Mairie", available_from="01/12/2026")

    found = queries.facility_list(db, staff, FacilityFilters())
    (row,) = found.rows
    assert (row.kind, row.owner, row.commune) == (
        "Local ou atelier à occuper",
        "Mairie",
        "Libourne",
    )
    assert (row.is_available, row.area_m2) == (True, 420)
    assert row.available_from is not None
    assert row.available_from.month == 12


def test_counts_follow_the_filters(db: Database, staff: Visitor) -> None:
    a_facility(db, staff)
    a_facility(db, staff, name="Plateforme", kind="compostage")

    found = queries.facility_list(db, staff, FacilityFilters(kind="compostage"))
    assert (len(found.rows), found.shown, found.total) == (1, 1, 2)


def test_more_in_the_archives_than_outside_is_counted_right(db: Database, staff: Visitor) -> None:
    archive_facility(db, staff, a_facility(db, staff))

    found = queries.facility_list(db, staff, FacilityFilters(scope=FacilityScope.ARCHIVED))
    assert (found.shown, found.total) == (1, 1)
    assert found.rows[0].is_archived


def test_a_record_gives_back_what_was_typed(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff, is_available=None)

    record = queries.facility_record(db, staff, facility_id)
    assert record.version == 1
    assert record.draft.kind == "local"
    assert record.draft.is_available is None
    with pytest.raises(NotFoundError):
        queries.facility_record(db, staff, 4242)


def test_a_partner_sees_only_its_own(db: Database, staff: Visitor, partner: Visitor) -> None:
    theirs = a_facility(db, staff, commune_code=None)
    a_facility(db, partner, name="À moi")

    found = queries.facility_list(db, partner, FacilityFilters())
    assert [row.name for row in found.rows] == ["À moi"]
    assert queries.epcis_with_facilities(db, partner) == {"200070092": "CA du Libournais"}
    with pytest.raises(NotFoundError):
        queries.facility_record(db, partner, theirs)


def test_an_elected_official_is_refused(db: Database, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        queries.facility_list(db, elected, FacilityFilters())
    with pytest.raises(NotAllowedError):
        queries.facility_record(db, elected, 1)


def test_choices_name_the_place_and_its_commune(db: Database, staff: Visitor) -> None:
    first, second = a_facility(db, staff), a_facility(db, staff, name="Zone", commune_code=None)

    assert queries.choices(db, staff) == {first: "Atelier des Dagueys, Libourne", second: "Zone"}
