"""Amending: numbers without holes, terms in force on the signature, what stood kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from circular.actions import agreement_moves as moves
from circular.actions import amendments as actions
from circular.domain.agreements import ClosingDraft, PartyDraft, PartyKind
from circular.domain.amendments import AmendmentDraft, AmendmentSigningDraft
from circular.domain.errors import DomainError, NotAllowedError, StaleRecordError
from circular.domain.visitors import Visitor
from circular.queries.amendments import amendments, present_terms, terms_of_day
from circular.store.anonymisation import erase_signatories
from circular.store.connection import Database, open_for, write_tx
from circular.store.rows import rows, value
from tests.builders.agreements import TODAY, a_draft, read, signed
from tests.conftest import NOW

MORE = AmendmentDraft(reason="Un emploi de plus pour Naïma Fictive", jobs_committed="4")


def drafted(db: Database, author: Visitor, agreement: int, draft: AmendmentDraft = MORE) -> int:
    return actions.draft_amendment(db, author, agreement, draft, today=TODAY)


def sign(db: Database, author: Visitor, amendment: int, *, version: int = 1) -> int:
    draft = AmendmentSigningDraft(signed_on=TODAY, effective_on=date(2026, 10, 1))
    return actions.sign_amendment(db, author, amendment, draft, version=version, today=TODAY)


def test_the_terms_change_on_the_signature_and_what_stood_is_kept(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff, jobs_committed="3")
    change = AmendmentDraft(
        reason="Prolonger", ends_on="30/06/2027", jobs_committed="4", services=("local",)
    )
    amendment = drafted(db, staff, agreement, change)
    assert read(db, staff, agreement).jobs_committed == 3
    sign(db, staff, amendment)
    record = read(db, staff, agreement)
    assert (record.ends_on, record.jobs_committed) == (date(2027, 6, 30), 4)
    assert [service.service_type for service in record.services] == ["local"]
    [kept] = rows(db, "SELECT previous_end, previous_jobs, previous_services FROM amendment")
    assert tuple(kept.values()) == ("2027-03-11", 3.0, "[]")
    with pytest.raises(DomainError, match="il ne change plus"):
        actions.delete_amendment(db, staff, amendment)
    said = value(db, "SELECT group_concat(sentence) FROM journal WHERE act LIKE 'amendment%'")
    assert "Avenant n°\u00a01 à la convention n°\u00a02026-001 signé" in said
    assert not value(db, "SELECT count(*) FROM journal WHERE changes LIKE '%Naïma%'")


def test_numbers_have_no_hole_and_one_is_prepared_at_a_time(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    first = drafted(db, staff, agreement)
    with pytest.raises(DomainError, match="déjà en préparation"):
        drafted(db, staff, agreement)
    actions.delete_amendment(db, staff, first)
    again = drafted(db, staff, agreement)
    sign(db, staff, again)
    drafted(db, staff, agreement, MORE.model_copy(update={"jobs_committed": 5.0}))
    assert [row["number"] for row in rows(db, "SELECT number FROM amendment ORDER BY id")] == [1, 2]


def test_two_people_at_once_prepare_one_amendment(
    db: Database, store_path: Path, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    start = Barrier(4)

    def prepare(_: int) -> bool:
        with open_for(store_path) as own:
            start.wait()
            try:
                drafted(own, staff, agreement)
            except DomainError:
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(prepare, range(4))) == [False, False, False, True]


def test_what_changes_meanwhile_is_not_overwritten(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    amendment = drafted(db, staff, agreement)
    change = MORE.model_copy(update={"jobs_committed": 6.0})
    actions.change_amendment(db, staff, amendment, change, version=1)
    with pytest.raises(StaleRecordError):
        sign(db, staff, amendment, version=1)
    sign(db, staff, amendment, version=2)
    assert read(db, staff, agreement).jobs_committed == 6


def test_an_agreement_with_amendments_is_neither_abandoned_nor_amended_before_its_signature(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    with pytest.raises(DomainError, match="En préparation"):
        drafted(db, staff, a_draft(db, staff))
    agreement = signed(db, staff)
    with pytest.raises(NotAllowedError):
        drafted(db, elected, agreement)
    drafted(db, staff, agreement)
    closing = ClosingDraft(effective_on=TODAY, reason="Erreur")
    version = read(db, staff, agreement).version
    with pytest.raises(DomainError, match="résiliez-la"):
        moves.abandon_agreement(db, staff, agreement, closing, version=version)


def test_the_amount_the_commitments_and_the_parties_move_and_what_stood_is_kept(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = signed(db, staff, yearly_amount="10 000")
    stood = present_terms(read(db, staff, agreement))
    school = PartyDraft(kind=PartyKind.ORGANISATION, name="Lycée d’essai", signatory="Alex Essai")
    change = AmendmentDraft(
        reason="Une école s’ajoute",
        yearly_amount="12 000",
        commitments="L’école accueille Naïma Fictive.",
        parties=(*stood.parties, school),
    )
    amendment = drafted(db, staff, agreement, change)
    sign(db, staff, amendment)
    record = read(db, staff, agreement)
    assert [party.name for party in record.parties][2:] == ["Lycée d’essai"]
    assert (record.yearly_amount, record.amended_commitments) == (
        12_000,
        "L’école accueille Naïma Fictive.",
    )
    found = amendments(db, staff, record)
    assert terms_of_day(record, found, date(2026, 9, 30)) == stood
    assert terms_of_day(record, found, TODAY) == present_terms(record)
    seen = read(db, elected, agreement)
    [shown] = amendments(db, elected, seen)
    assert {party.name for party in shown.after.parties} == {
        *("Association", "Porteur de projet", "Organisme")
    }
    assert (shown.after.commitments, shown.reason) == (None, None)
    assert not value(db, "SELECT count(*) FROM journal WHERE changes LIKE '%Essai%'")


def test_an_amendment_is_not_signed_when_nothing_changes_or_a_party_has_nobody_to_sign(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    parties = present_terms(read(db, staff, agreement)).parties
    amendment = drafted(db, staff, agreement, AmendmentDraft(reason="Rien encore"))
    with pytest.raises(DomainError) as refusal:
        sign(db, staff, amendment)
    assert "ne change rien" in refusal.value.problems[0].sentence
    change = AmendmentDraft(
        reason="Départ", parties=(parties[0].model_copy(update={"signatory": None}),)
    )
    actions.change_amendment(db, staff, amendment, change, version=1)
    with pytest.raises(DomainError) as refusal:
        sign(db, staff, amendment, version=2)
    said = [each.sentence for each in refusal.value.problems]
    assert said[0].startswith("Il faut deux parties au moins")
    assert "indiquez qui signe" in said[1]


def test_who_signed_is_erased_from_the_parties_of_an_amendment_too(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    parties = present_terms(read(db, staff, agreement)).parties
    kept = (*parties, PartyDraft(kind=PartyKind.ORGANISATION, name="Lycée", signatory="Alex"))
    made = drafted(db, staff, agreement, AmendmentDraft(reason="Une école", parties=kept))
    sign(db, staff, made)
    with write_tx(db):
        erase_signatories(db, [agreement], now=NOW)
    [found] = amendments(db, staff, read(db, staff, agreement))
    assert [party.name for party in found.after.parties][2:] == ["Lycée"]
    assert {party.signatory for party in found.after.parties + found.before.parties} == {None}
