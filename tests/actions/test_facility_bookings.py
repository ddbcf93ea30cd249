"""Asking for a facility, answering, moving, cancelling, noting the use; and two people at once."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from circular.actions import facility_bookings as actions
from circular.actions.facilities import archive_facility
from circular.actions.projects import archive_project
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.facility_bookings import (
    BookingCancelDraft,
    BookingUseDraft,
    FacilityBookingChangeDraft,
)
from circular.domain.visitors import Visitor
from circular.store import facility_bookings, journal
from circular.store.connection import Database, open_for
from circular.store.rows import Row, value
from tests.builders.facilities import a_facility
from tests.builders.facility_bookings import a_booking, booking_draft, confirmed
from tests.builders.projects import a_project, ready_to_qualify


def stored(db: Database, booking_id: int) -> Row:
    """Return a booking as it is stored."""
    row = facility_bookings.row(db, booking_id)
    assert row is not None
    return row


def change(**values: Any) -> FacilityBookingChangeDraft:
    """Return the correction of a booking."""
    kept = {"starts_on": "30/11/2026", "ends_on": "04/12/2026", "purpose": "Essai"}
    return FacilityBookingChangeDraft.model_validate({**kept, **values})


def use(**values: Any) -> BookingUseDraft:
    """Return what a booking was used for: the first three days."""
    kept = {"used_from": "30/11/2026", "used_to": "02/12/2026"}
    return BookingUseDraft.model_validate({**kept, **values})


CANCEL = BookingCancelDraft(reason="Machine en panne")


def test_a_booking_goes_from_request_to_use(db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff, capacity="100", capacity_unit="tonnes_year")
    project = a_project(db, staff)
    booking_id = a_booking(db, staff, facility, project, share="40")
    assert (stored(db, booking_id)["state"], stored(db, booking_id)["share"]) == ("requested", 40)
    assert stored(db, booking_id)["created_by"] == staff.account_id

    actions.confirm_booking(db, staff, booking_id, version=1)
    with pytest.raises(AlreadyDoneError):
        actions.confirm_booking(db, staff, booking_id, version=2)
    with pytest.raises(DomainError) as early:
        actions.record_use(db, staff, booking_id, use(), version=2, today=date(2026, 12, 1))
    assert [each.field for each in early.value.problems] == ["used_to"]
    actions.record_use(
        db, staff, booking_id, use(used_amount="12,5"), version=2, today=date(2026, 12, 5)
    )

    row = stored(db, booking_id)
    assert (row["used_from"], row["used_amount"]) == ("2026-11-30", 12.5)
    acts = [line["act"] for line in journal.of_record(db, "facility", facility)]
    assert acts[:3] == ["booking_used", "booking_confirmed", "booking_requested"]
    mirrored = [line["act"] for line in journal.of_record(db, "project", project)]
    assert mirrored[:3] == acts[:3]
    with pytest.raises(DomainError, match="ne s\u2019annule plus"):
        actions.cancel_booking(db, staff, booking_id, CANCEL, version=3)


def test_taken_days_are_refused_until_they_are_free(db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff)
    first, second = a_project(db, staff, "Couches"), a_project(db, staff, "Vélos")
    booking_id = a_booking(db, staff, facility, first)

    with pytest.raises(DomainError) as refusal:
        a_booking(db, staff, facility, second, starts_on="04/12/2026", ends_on="07/12/2026")
    (problem,) = refusal.value.problems
    assert problem.field == "starts_on"
    assert "par «\u00a0Couches\u00a0» (demande à confirmer)" in problem.sentence

    actions.cancel_booking(db, staff, booking_id, CANCEL, version=1)
    other = a_booking(db, staff, facility, second)
    with pytest.raises(DomainError):
        actions.restore_booking(db, staff, booking_id, version=2)
    actions.cancel_booking(db, staff, other, CANCEL, version=1)
    actions.restore_booking(db, staff, booking_id, version=2)
    assert stored(db, booking_id)["state"] == "requested"
    assert stored(db, booking_id)["cancel_reason"] is None


def test_moving_a_booking_leaves_its_own_days_to_it(db: Database, staff: Visitor) -> None:
    facility, project = a_facility(db, staff), a_project(db, staff)
    booking_id = a_booking(db, staff, facility, project)

    actions.amend_booking(db, staff, booking_id, change(ends_on="09/12/2026"), version=1)
    assert stored(db, booking_id)["ends_on"] == "2026-12-09"
    changes = journal.of_record(db, "facility", facility)[0]["changes"]
    assert '"Jusqu\u2019au": ["04/12/2026", "09/12/2026"]' in changes
    with pytest.raises(StaleRecordError):
        actions.amend_booking(db, staff, booking_id, change(), version=1)


def test_two_people_at_once_and_one_wins(store_path: Path, db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff)
    projects = [a_project(db, staff, f"Projet {rank}") for rank in range(6)]
    start, said = threading.Barrier(len(projects)), []

    def book(project: int) -> None:
        with open_for(store_path) as own:
            start.wait()
            try:
                a_booking(own, staff, facility, project)
                said.append("")
            except DomainError as refusal:
                said.append(refusal.problems[0].sentence)

    threads = [threading.Thread(target=book, args=[project]) for project in projects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said.count("") == 1
    assert all("est déjà réservé" in each for each in said if each)
    assert value(db, "SELECT COUNT(*) FROM facility_booking") == 1


def test_what_is_archived_or_missing_is_not_booked(db: Database, staff: Visitor) -> None:
    facility, project = a_facility(db, staff), a_project(db, staff)
    gone = a_facility(db, staff, name="Ancien")
    archive_facility(db, staff, gone)

    with pytest.raises(DomainError) as refusal:
        a_booking(db, staff, gone, project)
    assert "aux archives" in refusal.value.problems[0].sentence
    with pytest.raises(NotFoundError):
        a_booking(db, staff, 4242, project)
    with pytest.raises(NotFoundError):
        actions.confirm_booking(db, staff, 4242, version=1)
    a_booking(db, staff, facility, project, starts_on="01/01/2030", ends_on="02/01/2030")
    with pytest.raises(DomainError, match="annulez-les"):
        archive_facility(db, staff, facility)
    archive_project(db, staff, project)
    with pytest.raises(DomainError, match="archivé"):
        a_booking(db, staff, facility, project, starts_on="01/02/2030", ends_on="02/02/2030")


def test_a_second_click_books_once(db: Database, staff: Visitor) -> None:
    draft = booking_draft(a_facility(db, staff), a_project(db, staff))
    day = date(2026, 11, 22)
    actions.request_booking(db, staff, draft, today=day, token="once")

    with pytest.raises(AlreadyDoneError):
        actions.request_booking(db, staff, draft, today=day, token="once")
    assert value(db, "SELECT COUNT(*) FROM facility_booking") == 1


def test_nobody_is_named_where_the_owner_reads(db: Database, staff: Visitor) -> None:
    facility, project = a_facility(db, staff), ready_to_qualify(db, staff, "Naïma Terrasson")

    with pytest.raises(DomainError) as refusal:
        a_booking(db, staff, facility, project, purpose="Essai avec Naima TERRASSON")
    assert [each.field for each in refusal.value.problems] == ["purpose"]

    booking_id = a_booking(db, staff, facility, project)
    named = BookingCancelDraft(reason="Naïma Terrasson ne répond plus")
    with pytest.raises(DomainError):
        actions.cancel_booking(db, staff, booking_id, named, version=1)


def test_a_title_in_the_journal_can_be_erased(db: Database, staff: Visitor) -> None:
    facility = a_facility(db, staff)
    a_booking(db, staff, facility, a_project(db, staff, "Projet de Naïma"))

    (sentence,) = db.conn.execute(
        "SELECT sentence FROM journal WHERE act = 'booking_requested' AND entity = 'facility'"
    ).fetchone()
    assert "Naïma" not in sentence


def test_an_amount_needs_the_unit_of_the_place(db: Database, staff: Visitor) -> None:
    booking_id = confirmed(db, staff, a_facility(db, staff), a_project(db, staff))

    with pytest.raises(DomainError) as refusal:
        actions.record_use(
            db, staff, booking_id, use(used_amount="3"), version=2, today=date(2026, 12, 9)
        )
    assert [each.field for each in refusal.value.problems] == ["used_amount"]


def test_the_owner_answers_for_its_own_places_and_no_other(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    mine, project = a_facility(db, partner), a_project(db, staff)
    theirs = a_facility(db, staff, name="À eux")
    own, other = a_booking(db, staff, mine, project), a_booking(db, staff, theirs, project)

    actions.confirm_booking(db, partner, own, version=1)
    actions.amend_booking(db, partner, own, change(ends_on="05/12/2026"), version=2)
    with pytest.raises(NotAllowedError):
        actions.confirm_booking(db, partner, other, version=1)
    with pytest.raises(NotAllowedError):
        a_booking(db, partner, mine, project)


def test_the_owner_is_not_told_who_asked_before(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    mine = a_facility(db, partner)
    secret, mover = a_project(db, staff, "Projet secret"), a_project(db, staff, "Vélos")
    a_booking(db, staff, mine, secret)
    moved = confirmed(db, staff, mine, mover, starts_on="10/12/2026", ends_on="11/12/2026")

    with pytest.raises(DomainError) as refusal:
        actions.amend_booking(db, partner, moved, change(), version=2)
    assert "secret" not in refusal.value.problems[0].sentence
    assert "un autre projet" in refusal.value.problems[0].sentence
