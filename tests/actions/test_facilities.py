"""Adding, amending and archiving premises and facilities."""

import pytest

from circular.actions import facilities as actions
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.facilities import FacilityClosureDraft
from circular.domain.visitors import Visitor
from circular.store import facilities, journal, organisations
from circular.store.connection import Database
from circular.store.rows import Row, value
from tests.builders.facilities import a_facility, facility_draft
from tests.builders.facility_bookings import a_booking
from tests.builders.projects import a_project

CLOSURE = FacilityClosureDraft.model_validate(
    {"starts_on": "01/12/2026", "ends_on": "02/12/2026", "reason": "entretien"}
)


def stored(db: Database, facility_id: int) -> Row:
    """Return a facility as it is stored."""
    row = facilities.row(db, facility_id)
    assert row is not None
    return row


def test_a_facility_is_written_with_its_new_owner(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff, new_organisation="Mairie de Coutras")

    row = stored(db, facility_id)
    assert (row["area_m2"], row["is_available"]) == (420, 1)
    assert organisations.name(db, row["organisation_id"]) == "Mairie de Coutras"
    assert journal.of_record(db, "facility", facility_id)[0]["act"] == "added"


def test_unknown_freedom_stays_unknown(db: Database, staff: Visitor) -> None:
    assert stored(db, a_facility(db, staff, is_available=None))["is_available"] is None


def test_an_amendment_says_what_changed(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff)

    actions.amend_facility(
        db,
        staff,
        facility_id,
        facility_draft(is_available=False, kind="entrepot", area_m2="500,5"),
        version=1,
    )

    changes = journal.of_record(db, "facility", facility_id)[0]["changes"]
    assert '"Disponible": ["oui", "non"]' in changes
    assert '"Genre": ["Local ou atelier à occuper", "Entrepôt"]' in changes
    assert '"Surface (m²)": ["420", "500,5"]' in changes


def test_the_second_saver_sees_what_differs(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff)
    actions.amend_facility(db, staff, facility_id, facility_draft(name="A"), version=1)

    with pytest.raises(StaleRecordError) as refusal:
        actions.amend_facility(db, staff, facility_id, facility_draft(name="B"), version=1)

    assert "«\u00a0A\u00a0» est enregistré" in refusal.value.problems[0].sentence
    assert stored(db, facility_id)["name"] == "A"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "chateau"}, "kind"),
        ({"commune_code": "00000"}, "commune_code"),
        ({"organisation_id": 4242}, "organisation_id"),
    ],
)
def test_what_the_lists_do_not_hold_is_refused_at_its_field(
    db: Database, staff: Visitor, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        a_facility(db, staff, **changes)

    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_second_click_writes_nothing_more(db: Database, staff: Visitor) -> None:
    actions.add_facility(db, staff, facility_draft(), token="once")

    with pytest.raises(AlreadyDoneError):
        actions.add_facility(db, staff, facility_draft(), token="once")
    assert value(db, "SELECT COUNT(*) FROM facility") == 1


def test_a_facility_goes_to_the_archives_and_comes_back(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff)

    with pytest.raises(DomainError):
        actions.restore_facility(db, staff, facility_id)
    actions.archive_facility(db, staff, facility_id)
    with pytest.raises(DomainError):
        actions.archive_facility(db, staff, facility_id)
    actions.restore_facility(db, staff, facility_id)

    assert stored(db, facility_id)["archived_at"] is None


def test_a_partner_writes_for_its_own_organisation_only(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    theirs, mine = a_facility(db, staff), a_facility(db, partner)

    assert stored(db, mine)["organisation_id"] == partner.organisation_id
    actions.archive_facility(db, partner, mine)
    with pytest.raises(NotAllowedError):
        actions.archive_facility(db, partner, theirs)
    with pytest.raises(NotAllowedError):
        actions.amend_facility(db, partner, theirs, facility_draft(), version=1)


def test_an_elected_official_changes_nothing(db: Database, elected: Visitor) -> None:
    with pytest.raises(NotAllowedError):
        a_facility(db, elected)


def test_what_does_not_exist_is_said(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        actions.archive_facility(db, staff, 4242)


def test_a_closure_is_noted_and_taken_back(db: Database, staff: Visitor, partner: Visitor) -> None:
    facility_id, mine = a_facility(db, staff), a_facility(db, partner)
    closure_id = actions.add_closure(db, staff, facility_id, CLOSURE)
    actions.add_closure(db, partner, mine, CLOSURE)
    with pytest.raises(NotAllowedError):
        actions.add_closure(db, partner, facility_id, CLOSURE)

    with pytest.raises(DomainError) as refusal:
        a_booking(db, staff, facility_id, a_project(db, staff))
    assert "(entretien)" in refusal.value.problems[0].sentence
    actions.remove_closure(db, staff, closure_id)
    a_booking(db, staff, facility_id, a_project(db, staff))
    with pytest.raises(DomainError) as held:
        actions.add_closure(db, staff, facility_id, CLOSURE)
    assert "1\u00a0réservation tient" in held.value.problems[0].sentence
    with pytest.raises(NotFoundError):
        actions.remove_closure(db, staff, closure_id)


def test_what_a_place_takes_is_written_and_journaled_in_words(db: Database, staff: Visitor) -> None:
    facility_id = a_facility(db, staff)
    taken = {
        "capacity": "12",
        "capacity_unit": "places",
        "closed_weekdays": (7, 6),
        "families": ("biodechets",),
        "projects_at_once": None,
    }
    actions.amend_facility(db, staff, facility_id, facility_draft(**taken), version=1)

    row = stored(db, facility_id)
    assert (row["closed_weekdays"], row["families"]) == ("67", '["biodechets"]')
    changes = journal.of_record(db, "facility", facility_id)[0]["changes"]
    assert '"Jours de fermeture": [null, "samedi, dimanche"]' in changes
    assert '"Projets en même temps": ["1", null]' in changes
    with pytest.raises(DomainError):
        a_facility(db, staff, families=("inconnue",))
