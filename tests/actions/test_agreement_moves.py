"""The life of agreements: numbers without holes, signatures, ends; journal and history together."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from circular.actions import agreement_moves as moves
from circular.actions import agreements as actions
from circular.domain.agreements import (
    AgreementState,
    ClosingDraft,
    EndingDraft,
    PartyDraft,
    PartyKind,
    SigningDraft,
)
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    StaleRecordError,
)
from circular.domain.visitors import Visitor
from circular.store.connection import Database, open_for
from circular.store.rows import rows, value
from tests.builders.agreements import TODAY, a_draft, a_project, read, signed, to_sign


def states_of(db: Database, agreement_id: int) -> list[str]:
    found = rows(
        db,
        "SELECT to_state FROM agreement_event WHERE agreement_id = ? ORDER BY id",
        [agreement_id],
    )
    return [row["to_state"] for row in found]


def in_review(db: Database, author: Visitor) -> int:
    agreement = a_draft(db, author)
    return moves.send_to_review(db, author, agreement, version=1, today=TODAY)


def test_the_number_is_given_on_the_way_to_the_signature(db: Database, staff: Visitor) -> None:
    agreement = in_review(db, staff)
    assert read(db, staff, agreement).number is None
    moves.send_to_sign(db, staff, agreement, version=2, today=TODAY)
    record = read(db, staff, agreement)
    assert (record.number, record.state) == ("2026-001", AgreementState.TO_SIGN)
    assert states_of(db, agreement) == ["draft", "review", "to_sign"]
    acts = rows(db, "SELECT act, sentence FROM journal WHERE entity = 'agreement' ORDER BY id")
    assert [row["act"] for row in acts] == ["drafted", "send_to_review", "send_to_sign"]
    assert "2026-001" in acts[-1]["sentence"]


def test_a_draft_is_read_again_before_it_is_sent_to_be_signed(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    with pytest.raises(DomainError, match="En relecture"):
        moves.send_to_sign(db, staff, agreement, version=1, today=TODAY)


def test_numbers_start_again_each_year(db: Database, staff: Visitor) -> None:
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2026, 1, 2)]
    numbers = []
    for day in days:
        agreement = a_draft(db, staff, today=day)
        to_sign(db, staff, agreement, today=day)
        numbers.append(read(db, staff, agreement).number)
    assert numbers == ["2025-001", "2025-002", "2026-001"]


def test_an_agreement_taken_back_keeps_its_number(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    to_sign(db, staff, agreement)
    version = read(db, staff, agreement).version
    moves.back_to_draft(db, staff, agreement, version=version, today=TODAY)
    assert read(db, staff, agreement).number == "2026-001"
    moves.send_to_review(db, staff, agreement, version=version + 1, today=TODAY)
    moves.send_to_sign(db, staff, agreement, version=version + 2, today=date(2027, 1, 4))
    assert read(db, staff, agreement).number == "2026-001"


def test_the_number_of_an_abandoned_agreement_is_never_used_again(
    db: Database, staff: Visitor
) -> None:
    first, second = a_draft(db, staff), a_draft(db, staff)
    to_sign(db, staff, first)
    version = read(db, staff, first).version
    draft = ClosingDraft(effective_on=TODAY, reason="Le porteur renonce")
    moves.abandon_agreement(db, staff, first, draft, version=version)
    to_sign(db, staff, second)
    assert read(db, staff, first).number == "2026-001"
    assert read(db, staff, second).number == "2026-002"
    assert read(db, staff, first).state is AgreementState.ABANDONED


def test_people_at_work_together_get_numbers_without_holes_nor_doubles(
    db: Database, store_path: Path, staff: Visitor
) -> None:
    project = a_project(db, staff)
    waiting = [a_draft(db, staff, project) for _ in range(24)]
    for agreement in waiting:
        moves.send_to_review(db, staff, agreement, version=1, today=TODAY)
    start = Barrier(8)

    def number(batch: list[int]) -> None:
        with open_for(store_path) as own:
            start.wait()
            for agreement in batch:
                moves.send_to_sign(own, staff, agreement, version=2, today=TODAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(number, [waiting[at::8] for at in range(8)]))
    given = rows(db, "SELECT sequence, number FROM agreement ORDER BY sequence")
    assert [row["sequence"] for row in given] == list(range(1, 25))
    assert len({row["number"] for row in given}) == 24


def test_two_clicks_at_once_send_the_same_agreement_once(
    db: Database, store_path: Path, staff: Visitor
) -> None:
    agreement = in_review(db, staff)
    start = Barrier(2)

    def click(_: int) -> str:
        with open_for(store_path) as own:
            start.wait()
            try:
                moves.send_to_sign(own, staff, agreement, version=2, today=TODAY)
            except StaleRecordError:
                return "refused"
            return "sent"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == ["refused", "sent"]
    assert states_of(db, agreement) == ["draft", "review", "to_sign"]


def test_a_signature_writes_its_day_and_the_period_of_the_type(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff, signed_on=date(2026, 3, 12))
    record = read(db, staff, agreement)
    assert record.state is AgreementState.SIGNED
    assert (record.signed_on, record.starts_on, record.ends_on) == (
        date(2026, 3, 12),
        date(2026, 3, 12),
        date(2027, 3, 11),
    )
    assert record.events[0].effective_on == date(2026, 3, 12)


def test_a_signature_lacking_several_things_is_refused_with_all_of_them(
    db: Database, staff: Visitor
) -> None:
    project = a_project(db, staff, holder=None)
    agreement = a_draft(db, staff, project)
    moves.send_to_review(db, staff, agreement, version=1, today=TODAY)
    moves.send_to_sign(db, staff, agreement, version=2, today=TODAY)
    draft = SigningDraft(signed_on=date(2026, 12, 24))
    with pytest.raises(DomainError) as refusal:
        moves.sign_agreement(db, staff, agreement, draft, version=3, today=TODAY)
    sentences = " ".join(problem.sentence for problem in refusal.value.problems)
    assert len(refusal.value.problems) == 3
    assert "est à venir" in sentences
    assert "deux parties" in sentences
    assert "indiquez qui signe" in sentences
    assert read(db, staff, agreement).state is AgreementState.TO_SIGN
    assert states_of(db, agreement) == ["draft", "review", "to_sign"]


def test_a_signature_longer_than_the_type_allows_is_refused(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff, type_key="cape")
    to_sign(db, staff, agreement)
    draft = SigningDraft(signed_on=TODAY, ends_on=date(2027, 11, 22))
    version = read(db, staff, agreement).version
    with pytest.raises(DomainError) as refusal:
        moves.sign_agreement(db, staff, agreement, draft, version=version, today=TODAY)
    assert [problem.field for problem in refusal.value.problems] == ["ends_on"]


def test_a_signed_agreement_cannot_be_signed_again(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    version = read(db, staff, agreement).version
    with pytest.raises(DomainError, match="n’est pas possible"):
        moves.sign_agreement(
            db, staff, agreement, SigningDraft(signed_on=TODAY), version=version, today=TODAY
        )


def test_the_same_form_signs_once(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    to_sign(db, staff, agreement)
    version = read(db, staff, agreement).version
    draft = SigningDraft(signed_on=TODAY)
    moves.sign_agreement(
        db,
        staff,
        agreement,
        draft,
        version=version,
        today=TODAY,
        token="sign",
    )
    with pytest.raises(AlreadyDoneError) as twice:
        moves.sign_agreement(
            db,
            staff,
            agreement,
            draft,
            version=version,
            today=TODAY,
            token="sign",
        )
    assert twice.value.record_id == agreement
    assert states_of(db, agreement).count("signed") == 1


def test_an_agreement_changed_meanwhile_is_not_signed_blindly(db: Database, staff: Visitor) -> None:
    agreement = a_draft(db, staff)
    to_sign(db, staff, agreement)
    version = read(db, staff, agreement).version
    party = PartyDraft(kind=PartyKind.ORGANISATION, name="Lycée d’essai", signatory="D. Essai")
    actions.set_parties(db, staff, agreement, [party, party], version=version)
    with pytest.raises(StaleRecordError, match="Personne Équipe"):
        moves.sign_agreement(
            db, staff, agreement, SigningDraft(signed_on=TODAY), version=version, today=TODAY
        )


def test_an_agreement_ends_within_its_period_and_not_ahead_of_time(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    version = read(db, staff, agreement).version
    for day, says in [(date(2026, 3, 1), "précède"), (date(2026, 12, 1), "est à venir")]:
        with pytest.raises(DomainError) as refusal:
            moves.end_agreement(
                db, staff, agreement, EndingDraft(effective_on=day), version=version, today=TODAY
            )
        assert says in refusal.value.problems[0].sentence
    draft = EndingDraft(effective_on=date(2026, 11, 1), reason="Objectif atteint")
    moves.end_agreement(db, staff, agreement, draft, version=version, today=TODAY)
    record = read(db, staff, agreement)
    assert (record.state, record.closed_on) == (AgreementState.ENDED, date(2026, 11, 1))
    assert record.events[0].reason == "Objectif atteint"


def test_a_termination_keeps_its_reason_and_the_day_of_its_effect(
    db: Database, staff: Visitor
) -> None:
    agreement = signed(db, staff)
    version = read(db, staff, agreement).version
    draft = ClosingDraft(effective_on=date(2026, 12, 31), reason="Cessation de l’activité")
    moves.terminate_agreement(db, staff, agreement, draft, version=version)
    record = read(db, staff, agreement)
    assert record.state is AgreementState.TERMINATED
    assert record.closing_reason == "Cessation de l’activité"
    assert record.closed_on == date(2026, 12, 31)
    sentence = value(db, "SELECT sentence FROM journal ORDER BY id DESC LIMIT 1")
    assert sentence == "Convention résiliée, avec effet au 31/12/2026."


def test_a_signed_agreement_is_terminated_never_abandoned(db: Database, staff: Visitor) -> None:
    agreement = signed(db, staff)
    version = read(db, staff, agreement).version
    draft = ClosingDraft(effective_on=TODAY, reason="Erreur")
    with pytest.raises(DomainError, match="résiliez-la"):
        moves.abandon_agreement(db, staff, agreement, draft, version=version)


def test_an_elected_official_signs_nothing(db: Database, staff: Visitor, elected: Visitor) -> None:
    agreement = a_draft(db, staff)
    to_sign(db, staff, agreement)
    with pytest.raises(NotAllowedError):
        moves.sign_agreement(
            db, elected, agreement, SigningDraft(signed_on=TODAY), version=4, today=TODAY
        )


def test_a_move_that_fails_half_way_leaves_nothing_behind(db: Database, staff: Visitor) -> None:
    agreement = in_review(db, staff)
    db.conn.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON journal"
        " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="the disk is full"):
        moves.send_to_sign(db, staff, agreement, version=2, today=TODAY)
    record = read(db, staff, agreement)
    assert (record.state, record.number) == (AgreementState.REVIEW, None)
    assert states_of(db, agreement) == ["draft", "review"]
