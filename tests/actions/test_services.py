"""The ledger of the bouquet: asked, given, corrected, cancelled, each with its journal line."""

from datetime import date

import pytest

from circular.actions.services import (
    amend_service,
    cancel_request,
    give_service,
    request_service,
)
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.services import ServiceDraft, ServiceGivenDraft, ServiceLineDraft
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.services import ServiceLine, service, services_of
from circular.store import reference
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.services import a_given_service, a_request

GIVEN = ServiceGivenDraft(given_on=date(2026, 3, 20), given_by="Le syndicat", effect="Un local")


def line_of(db: Database, service_id: int) -> ServiceLine:
    """Return a line that must exist."""
    line = service(db, service_id)
    assert line is not None
    return line


def test_a_request_waits_in_the_ledger(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff)
    draft = ServiceDraft(
        service_type="sourcing", requested_on=date(2026, 3, 12), request_note="500 t par an"
    )

    request_service(db, staff, project_id, draft, today=today)

    (line,) = services_of(db, project_id)
    assert (line.type_label, line.request_note, line.given_on) == (
        "Recherche de matière (sourcing)",
        "500 t par an",
        None,
    )
    assert history_of(db, "project", project_id)[0].sentence == (
        "Prestation demandée le 12/03/2026\u00a0: Recherche de matière (sourcing)."
    )


def test_a_service_that_is_not_offered_is_refused(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    reference.switch_entry(db, list_name="service_types", key="formation", is_on=False)

    for key in ("formation", "inconnue"):
        with pytest.raises(DomainError) as refused:
            request_service(
                db,
                staff,
                project_id,
                ServiceDraft(service_type=key, requested_on=today),
                today=today,
            )
        assert refused.value.problems[0].field == "service_type"


def test_what_was_given_says_by_whom_and_to_what_effect(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    service_id = a_request(db, staff, project_id)

    give_service(db, staff, service_id, GIVEN, version=1, today=today)

    line = line_of(db, service_id)
    assert (line.given_by, line.effect, line.days_to_give) == ("Le syndicat", "Un local", 8)


def test_a_service_is_not_given_before_it_is_asked_for_nor_tomorrow(
    db: Database, staff: Visitor, today: date
) -> None:
    service_id = a_request(db, staff, a_project(db, staff))

    for day in (date(2026, 3, 11), date(2026, 11, 23)):
        with pytest.raises(DomainError) as refused:
            give_service(
                db,
                staff,
                service_id,
                ServiceGivenDraft(given_on=day, given_by="Le syndicat"),
                version=1,
                today=today,
            )
        assert refused.value.problems[0].field == "given_on"
    assert line_of(db, service_id).given_on is None


def test_giving_twice_is_one_act(db: Database, staff: Visitor, today: date) -> None:
    service_id = a_given_service(db, staff, a_project(db, staff))

    with pytest.raises(AlreadyDoneError):
        give_service(db, staff, service_id, GIVEN, version=2, today=today)

    assert line_of(db, service_id).effect is None


def test_giving_from_an_old_window_is_refused(db: Database, staff: Visitor, today: date) -> None:
    service_id = a_request(db, staff, a_project(db, staff))

    with pytest.raises(StaleRecordError):
        give_service(db, staff, service_id, GIVEN, version=9, today=today)

    assert line_of(db, service_id).given_on is None


def test_a_line_is_corrected_and_the_journal_keeps_both(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    service_id = a_given_service(db, staff, project_id)
    draft = ServiceLineDraft(
        service_type="recrutement",
        requested_on=date(2026, 3, 12),
        given_on=date(2026, 3, 25),
        given_by="Le syndicat",
    )

    amend_service(db, staff, service_id, draft, version=2, today=today)

    changes = {
        each.title: (each.before, each.after)
        for each in history_of(db, "project", project_id)[0].changes
    }
    assert changes == {
        "Prestation demandée": ("Recherche de local", "Aide au recrutement"),
        "Rendue le": ("20/03/2026", "25/03/2026"),
    }
    with pytest.raises(StaleRecordError):
        amend_service(db, staff, service_id, draft, version=2, today=today)


def test_a_request_can_be_cancelled_but_not_what_was_given(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    waiting, given = a_request(db, staff, project_id), a_given_service(db, staff, project_id)

    cancel_request(db, staff, waiting)
    with pytest.raises(DomainError, match="rendue"):
        cancel_request(db, staff, given)

    assert [line.id for line in services_of(db, project_id)] == [given]
    with pytest.raises(NotFoundError):
        cancel_request(db, staff, waiting)


def test_a_partner_may_not_write_in_the_ledger(
    db: Database, staff: Visitor, partner: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    with pytest.raises(NotAllowedError):
        request_service(
            db,
            partner,
            project_id,
            ServiceDraft(service_type="local", requested_on=today),
            today=today,
        )
