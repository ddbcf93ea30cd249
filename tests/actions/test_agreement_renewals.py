"""Renewing: the end moves everywhere at once, the past stays as it was, a mistake is taken back."""

from datetime import date

import pytest

from circular.actions import agreement_renewals as actions
from circular.domain.agreement_lists import AgreementFilters
from circular.domain.agreement_renewals import RenewalDraft
from circular.domain.errors import DomainError, NotAllowedError, StaleRecordError
from circular.domain.visitors import Visitor
from circular.queries.agreement_records import agreement_record
from circular.queries.agreements import agreement_list, expiring, signed_in_force_on
from circular.store.connection import Database
from circular.store.rows import rows
from tests.builders.agreements import TODAY, a_draft, read, signed

START = date(2025, 12, 1)  # a CAPE of twelve months, eight days before its end


def renewed(db: Database, author: Visitor, agreement: int, *, today: date = TODAY) -> int:
    version = read(db, author, agreement).version
    draft = RenewalDraft(decided_on=today, note="Accord de Naïma Fictive")
    return actions.renew_agreement(db, author, agreement, draft, version=version, today=today)


def in_force(db: Database, day: date) -> bool:
    return bool(signed_in_force_on(db, day))


def test_the_new_end_is_used_everywhere_and_the_past_does_not_move(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    agreement = signed(db, staff, signed_on=START, type_key="cape")
    assert expiring(db, TODAY, 30)
    assert not in_force(db, date(2026, 12, 1))
    renewed(db, staff, agreement)
    [row] = agreement_list(db, staff, AgreementFilters()).rows
    assert (row.deadline, row.renewals) == (date(2027, 11, 30), 1)
    assert expiring(db, TODAY, 30) == ()
    days = [date(2025, 11, 30), START, date(2026, 11, 30), date(2026, 12, 1), date(2027, 12, 1)]
    assert [in_force(db, day) for day in days] == [False, True, True, True, False]
    [renewal] = read(db, staff, agreement).renewals
    assert (renewal.effective_on, renewal.previous_end) == (date(2026, 12, 1), date(2026, 11, 30))
    assert renewal.note == "Accord de Naïma Fictive"
    shared = agreement_record(db, elected, agreement).renewals[0]
    assert (shared.note, shared.author) == (None, None)


def test_a_cape_is_renewed_twice_and_no_more(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff, signed_on=date(2024, 12, 1), type_key="cape")
    for day in (date(2025, 11, 20), TODAY):
        renewed(db, staff, agreement, today=day)
    assert read(db, staff, agreement).ends_on == date(2027, 11, 30)
    with pytest.raises(DomainError, match="2\u00a0fois au plus"):
        renewed(db, staff, agreement)


def test_a_renewal_noted_by_mistake_is_taken_back_and_the_journal_keeps_both(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff, signed_on=START)
    renewed(db, staff, agreement)
    version = read(db, staff, agreement).version
    with pytest.raises(StaleRecordError):
        actions.withdraw_renewal(db, staff, agreement, version=version - 1)
    actions.withdraw_renewal(db, staff, agreement, version=version)
    record = read(db, staff, agreement)
    assert (record.ends_on, record.renewals) == (date(2026, 11, 30), ())
    with pytest.raises(DomainError, match="Aucun renouvellement"):
        actions.withdraw_renewal(db, staff, agreement, version=version + 1)
    acts = rows(db, "SELECT act, sentence FROM journal WHERE entity = 'agreement' ORDER BY id")
    assert [row["act"] for row in acts][-2:] == ["renew", "renewal_withdrawn"]
    assert "Naïma" not in "".join(row["sentence"] for row in acts)


def test_only_a_signed_agreement_is_renewed_and_only_by_the_team(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    with pytest.raises(DomainError, match="En préparation"):
        renewed(db, staff, a_draft(db, staff))
    agreement = signed(db, staff, signed_on=START)
    with pytest.raises(NotAllowedError):
        renewed(db, elected, agreement)
