"""Commitments as each role reads them."""

from datetime import date, timedelta

import pytest

from circular.actions.commitments import mark_done
from circular.actions.trials import mark_as_trial
from circular.domain.commitments import CommitmentLight, FulfilmentDraft
from circular.domain.errors import NotAllowedError
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.queries.commitments import commitments, own_commitments, party_of
from circular.store.connection import Database
from tests.builders.agreements import TODAY, read
from tests.builders.commitments import HOLDER, ORGANISATION, promised, with_partner


def test_elected_officials_read_the_light_and_the_kind_but_no_text_and_no_name(
    db: Database, staff: Visitor, elected: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    promised(db, staff, agreement, party=HOLDER, due_on=TODAY - timedelta(days=2))
    made = promised(db, staff, agreement, party=ORGANISATION, due_on=date(2027, 6, 1))
    kept = FulfilmentDraft(done_on=TODAY, proof="Naïma l’a reçu")
    mark_done(db, staff, made, kept, version=1, today=TODAY)
    record = read(db, elected, agreement)
    late, done = commitments(db, elected, record, today=TODAY)
    assert (late.who, late.what, late.light) == (
        "Porteur de projet",
        "Bilan ou rapport",
        CommitmentLight.LATE,
    )
    assert (done.who, done.proof, done.has_proof) == ("Syndicat d’essai", None, True)
    assert done.light is CommitmentLight.DONE
    seen = commitments(db, staff, read(db, staff, agreement), today=TODAY)
    assert [each.proof for each in seen] == [None, "Naïma l’a reçu"]
    with pytest.raises(NotAllowedError):
        commitments(db, partner, record, today=TODAY)


def test_a_partner_reads_its_own_and_no_trial(
    db: Database, staff: Visitor, partner: Visitor
) -> None:
    agreement = with_partner(db, staff, partner.organisation_id)
    promised(db, staff, agreement, party=HOLDER)
    promised(db, staff, agreement, party=ORGANISATION, label="Prêter la benne")
    [own] = own_commitments(db, partner, today=TODAY)
    assert (own.commitment.what, own.number) == ("Prêter la benne", "2026-001")
    assert own_commitments(db, staff, today=TODAY) == ()
    mark_as_trial(db, staff, TrialKind.PROJECT, read(db, staff, agreement).project_id)
    assert own_commitments(db, partner, today=TODAY) == ()


def test_who_commits_is_found_again_among_the_parties(db: Database, staff: Visitor) -> None:
    agreement = with_partner(db, staff, None)
    for party in range(3):
        promised(db, staff, agreement, party=party, due_on=TODAY + timedelta(days=party))
    record = read(db, staff, agreement)
    found = commitments(db, staff, record, today=TODAY)
    assert [party_of(record, each) for each in found] == [0, 1, 2]
