"""The life of an agreement: each move is checked, written, told in its history and journalled."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from circular.actions.agreements import found, type_of
from circular.actions.work import Changes, Work, changes_between, stale, work
from circular.domain import french
from circular.domain.agreement_pieces import piece_checks
from circular.domain.agreements import (
    MOVES,
    AgreementMove,
    AgreementState,
    ClosingDraft,
    EndingDraft,
    SigningDraft,
    check_move,
    closing_problem,
    number_of,
    signing_checks,
    signing_problems,
)
from circular.domain.errors import DomainError
from circular.domain.visitors import Visitor
from circular.store import agreement_pieces
from circular.store import agreements as store
from circular.store.connection import Database
from circular.store.rows import Row

_SIGNING_TITLES = {name: field.title or name for name, field in SigningDraft.model_fields.items()}


def send_to_review(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Hand a draft over to be read again; raises what `_moving` raises."""
    move = AgreementMove.SEND_TO_REVIEW
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        return moving.on(today, "Convention envoyée en relecture.")


def send_to_sign(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Send an agreement to be signed and give it, the first time, the next number of the year.

    The number is never used again; the transaction is locked from its first line, so two people
    at once get two numbers and no hole. Raises what `_moving` raises.
    """
    move = AgreementMove.SEND_TO_SIGN
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        number = moving.before["number"]
        record: dict[str, Any] = {}
        if number is None:
            sequence = store.last_sequence(db, today.year) + 1
            number = number_of(today.year, sequence)
            record = {"year": today.year, "sequence": sequence, "number": number}
        sentence = f"Convention envoyée à la signature sous le n°\u00a0{number}."
        return moving.on(today, sentence, record=record)


def back_to_draft(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Take an unsigned agreement back to its draft; it keeps its number, raises as `_moving`."""
    move = AgreementMove.BACK_TO_DRAFT
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        return moving.on(today, "Convention reprise en préparation.")


def sign_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: SigningDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write down a signature: its day and the period covered, completed by the type's duration.

    Raises what `_moving` raises, and DomainError with every reason at once: a day to come, a
    period too long, fewer than two parties, a party without signatory.
    """
    move = AgreementMove.SIGN
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        agreement_type = type_of(db, moving.before)
        whole = draft.completed(agreement_type)
        rows = store.parties(db, agreement_id, with_people=True)
        parties = [(row["name"], row["signatory"]) for row in rows]
        checks = (
            *signing_checks(parties, fewest=agreement_type.fewest_parties),
            *piece_checks(agreement_type, agreement_pieces.of_agreement(db, agreement_id)),
        )
        problems = signing_problems(whole, agreement_type, checks, today=today)
        if problems:
            raise DomainError("La signature ne peut pas encore être enregistrée.", problems)
        record = _days(whole)
        changes = changes_between(_days_shown(moving.before), _days_shown(record), _SIGNING_TITLES)
        sentence = f"Convention signée le {french.day(whole.signed_on)}."
        return moving.on(whole.signed_on, sentence, record=record, changes=changes)


def end_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: EndingDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Write down that a signed agreement came to its end; its last day is over or is today.

    Raises what `_moving` raises, and DomainError when the day lies outside of its period.
    """
    move = AgreementMove.END
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        _refuse_day(moving.before, draft.effective_on, latest=today)
        sentence = f"Convention terminée le {french.day(draft.effective_on)}."
        return moving.closing(draft.effective_on, draft.reason, sentence)


def terminate_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: ClosingDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Terminate a signed agreement before its end, for a reason, from a day that may be to come.

    Raises what `_moving` raises, and DomainError when the day lies outside of its period.
    """
    move = AgreementMove.TERMINATE
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        _refuse_day(moving.before, draft.effective_on, latest=None)
        sentence = f"Convention résiliée, avec effet au {french.day(draft.effective_on)}."
        return moving.closing(draft.effective_on, draft.reason, sentence)


def abandon_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: ClosingDraft,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Give up an agreement that was never signed; its number, if any, stays taken.

    Raises what `_moving` raises.
    """
    move = AgreementMove.ABANDON
    with _moving(db, author, agreement_id, move, version=version, token=token) as moving:
        return moving.closing(draft.effective_on, draft.reason, "Convention abandonnée.")


@dataclass(slots=True)
class _Moving:
    """An agreement on its way to another state, inside the transaction of its move."""

    unit: Work
    before: Row
    move: AgreementMove
    version: int

    def on(
        self,
        effective_on: date,
        sentence: str,
        *,
        record: Mapping[str, Any] | None = None,
        reason: str | None = None,
        changes: Changes | None = None,
    ) -> int:
        """Write the new state, its line of history and its line of journal."""
        agreement_id, target = int(self.before["id"]), MOVES[self.move].target
        states = {"État": (AgreementState(self.before["state"]).label, target.label)}
        whole = {**(record or {}), "state": target.value}
        db, now = self.unit.db, self.unit.now
        if not store.change(db, agreement_id, whole, version=self.version, now=now):
            raise stale(db, "agreement", agreement_id, {})
        event = {
            "agreement_id": agreement_id,
            "from_state": self.before["state"],
            "to_state": target.value,
            "effective_on": effective_on.isoformat(),
            "reason": reason,
            "author_id": self.unit.author.account_id,
            "entered_at": now.isoformat(timespec="seconds"),
        }
        store.add_event(db, event)
        self.unit.note(
            "agreement", agreement_id, self.move.value, sentence, {**states, **(changes or {})}
        )
        return self.unit.produced(agreement_id)

    def closing(self, effective_on: date, reason: str | None, sentence: str) -> int:
        """Write the end of an agreement, whichever it is."""
        record = {"closed_on": effective_on.isoformat(), "closing_reason": reason}
        changes = {"Motif": (None, reason)} if reason else {}
        return self.on(effective_on, sentence, record=record, reason=reason, changes=changes)


@contextmanager
def _moving(
    db: Database,
    author: Visitor,
    agreement_id: int,
    move: AgreementMove,
    *,
    version: int,
    token: str | None,
) -> Iterator[_Moving]:
    """Open the transaction of a move, after checking who moves what from which state.

    Raises:
        NotAllowedError: the table of moves does not give this one to the author.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: the move does not start from its state.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, MOVES[move].permission, token=token) as unit:
        before = found(db, agreement_id)
        if before["version"] != version:
            raise stale(db, "agreement", agreement_id, {})
        check_move(AgreementState(before["state"]), move)
        yield _Moving(unit=unit, before=before, move=move, version=version)


def _refuse_day(before: Row, effective_on: date, *, latest: date | None) -> None:
    ends_on = date.fromisoformat(before["ends_on"]) if before["ends_on"] else None
    problem = closing_problem(
        effective_on,
        starts_on=date.fromisoformat(before["starts_on"]),
        ends_on=ends_on,
        latest=latest,
    )
    if problem is not None:
        raise DomainError("", [problem])


def _days(draft: SigningDraft) -> dict[str, str | None]:
    days = draft.model_dump()
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _days_shown(record: Mapping[str, Any]) -> dict[str, str | None]:
    return {
        name: french.day(date.fromisoformat(record[name])) if record[name] else None
        for name in _SIGNING_TITLES
    }
