"""The record of an agreement, whole for the staff and without anybody for the others."""

from datetime import date

import pytest

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.domain.agreements import (
    AgreementState,
    ClosingDraft,
    PartyDraft,
    PartyKind,
    PromisedServiceDraft,
)
from circular.domain.errors import NotAllowedError, NotFoundError
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import agreement_record, party_choices
from circular.store.connection import Database
from tests.builders.agreements import a_draft, a_project, read, sign_for_all, to_sign
from tests.builders.organisations import a_partner


@pytest.fixture
def agreement(db: Database, staff: Visitor) -> int:
    """Return an agreement that was given up, full of names in every text."""
    made = a_draft(
        db,
        staff,
        purpose="Accompagner Naïma Fictive",
        note="Naïma Fictive hésite",
        jobs_committed="6",
    )
    promised = PromisedServiceDraft(service_type="sourcing", note="Voir Naïma Fictive")
    actions.set_services(db, staff, made, [promised], version=1)
    to_sign(db, staff, made)
    draft = ClosingDraft(effective_on=date(2026, 11, 22), reason="Naïma Fictive renonce")
    version = read(db, staff, made).version
    return moves.abandon_agreement(db, staff, made, draft, version=version)


def test_the_staff_read_the_whole_record(db: Database, staff: Visitor, agreement: int) -> None:
    record = agreement_record(db, staff, agreement)
    assert record.number == "2026-001"
    assert record.state is AgreementState.ABANDONED
    assert record.closing_reason == "Naïma Fictive renonce"
    assert [service.label for service in record.services] == ["Recherche de matière (sourcing)"]
    assert [event.to_state.value for event in record.events] == [
        "abandoned",
        "to_sign",
        "review",
        "draft",
    ]
    assert record.events[0].author == "Personne Équipe"
    assert record.type.notice_days == 30


def test_an_elected_official_reads_it_without_any_name(
    db: Database, elected: Visitor, agreement: int
) -> None:
    record = agreement_record(db, elected, agreement)
    whole = repr(record)
    for name in ("Naïma", "Camille", "Personne Équipe"):
        assert name not in whole
    assert [party.name for party in record.parties] == ["Circular", None]
    assert record.jobs_committed == 6
    assert len(record.events) == 4


def test_a_confidential_organisation_that_is_a_party_is_not_named_to_an_elected_official(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    made = a_draft(db, staff)
    secret = a_partner(db, staff, "Conserverie discrète", is_confidential=True)
    known = a_partner(db, staff, "Arrêt Minute")
    parties = [
        PartyDraft(kind=PartyKind.ORGANISATION, name=name, organisation_id=organisation)
        for name, organisation in (("Conserverie discrète", secret), ("Arrêt Minute", known))
    ]
    actions.set_parties(db, staff, made, parties, version=1)

    for visitor, names in (
        (staff, ["Conserverie discrète", "Arrêt Minute"]),
        (elected, [None, "Arrêt Minute"]),
    ):
        record = agreement_record(db, visitor, made)
        assert [party.name for party in record.parties] == names
        assert (secret in [party.organisation_id for party in record.parties]) is (visitor is staff)


def test_a_partner_reads_none(db: Database, partner: Visitor, agreement: int) -> None:
    with pytest.raises(NotAllowedError):
        agreement_record(db, partner, agreement)


def test_an_unknown_agreement_is_not_found(db: Database, staff: Visitor) -> None:
    with pytest.raises(NotFoundError):
        agreement_record(db, staff, 999)


def test_the_people_of_the_project_may_be_parties_and_only_the_team_sees_them(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project = a_project(db, staff)
    agreement = a_draft(db, staff, project)
    sign_for_all(db, staff, agreement)
    choices = party_choices(db, staff, project)
    assert list(choices.holders.values()) == ["Naïma Fictive"]
    assert "Syndicat d’essai" in choices.organisations.values()
    with pytest.raises(NotAllowedError):
        party_choices(db, elected, project)
