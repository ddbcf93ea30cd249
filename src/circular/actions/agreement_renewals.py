"""Renewing a signed agreement, and taking back a renewal that was noted by mistake."""

from datetime import date
from typing import Any

from circular.actions.agreements import found, type_of
from circular.actions.work import Work, stale, work
from circular.domain import french
from circular.domain.agreement_renewals import (
    RenewalDraft,
    effective_from,
    renewal_obstacle,
    renewal_problems,
)
from circular.domain.agreements import MOVES, AgreementMove, AgreementState, check_move
from circular.domain.errors import DomainError
from circular.domain.visitors import Visitor
from circular.store import agreement_renewals as store
from circular.store import agreements
from circular.store.connection import Database
from circular.store.rows import Row

_END = RenewalDraft.model_fields["ends_on"].title or ""
_NOTE = RenewalDraft.model_fields["note"].title or ""


def renew_agreement(
    db: Database,
    author: Visitor,
    agreement_id: int,
    draft: RenewalDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Carry the end of a signed agreement further; the new period follows the old one at once.

    Raises:
        NotAllowedError: the author may not renew agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is not signed, its type allows no further renewal, or the days do not hold.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, MOVES[AgreementMove.RENEW].permission, token=token) as unit:
        before = _signed(unit, agreement_id, version=version)
        agreement_type, already = type_of(db, before), store.count(db, agreement_id)
        previous = date.fromisoformat(before["ends_on"]) if before["ends_on"] else None
        obstacle = renewal_obstacle(agreement_type, ends_on=previous, already=already)
        if obstacle is not None or previous is None:
            raise DomainError(obstacle or "")
        whole = draft.completed(agreement_type, previous)
        signed_on = date.fromisoformat(before["signed_on"])
        problems = renewal_problems(
            whole, agreement_type, signed_on=signed_on, previous_end=previous, today=today
        )
        if problems:
            raise DomainError("Le renouvellement n’a pas été enregistré.", problems)
        store.add(db, _record(unit, agreement_id, whole, previous, sequence=already + 1))
        _move_end(unit, agreement_id, str(whole.ends_on), version=version)
        changes = {_END: (french.day(previous), french.day(whole.ends_on))}
        note = {_NOTE: (None, whole.note)} if whole.note else {}
        sentence = (
            f"Convention renouvelée du {french.day(effective_from(previous))} "
            f"au {french.day(whole.ends_on)}, par décision du {french.day(whole.decided_on)}."
        )
        unit.note("agreement", agreement_id, "renew", sentence, {**changes, **note})
        return unit.produced(agreement_id)


def withdraw_renewal(
    db: Database,
    author: Visitor,
    agreement_id: int,
    *,
    version: int,
    token: str | None = None,
) -> int:
    """Take back the last renewal of a signed agreement: its former end stands again.

    Raises:
        NotAllowedError: the author may not renew agreements.
        NotFoundError: there is no such agreement.
        StaleRecordError: somebody changed it since.
        DomainError: it is not signed, was never renewed, or its end was changed afterwards.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, MOVES[AgreementMove.RENEW].permission, token=token) as unit:
        before = _signed(unit, agreement_id, version=version)
        last = store.last(db, agreement_id)
        if last is None or last["ends_on"] != before["ends_on"]:
            raise DomainError(
                "Aucun renouvellement ne peut être retiré\u00a0: il n’y en a pas, ou la fin a "
                "changé depuis."
            )
        store.remove(db, last["id"])
        _move_end(unit, agreement_id, last["previous_end"], version=version)
        shown = [french.day(date.fromisoformat(last[name])) for name in ("ends_on", "previous_end")]
        unit.note(
            "agreement",
            agreement_id,
            "renewal_withdrawn",
            f"Renouvellement jusqu’au {shown[0]} retiré.",
            {_END: (shown[0], shown[1])},
        )
        return unit.produced(agreement_id)


def _signed(unit: Work, agreement_id: int, *, version: int) -> Row:
    before = found(unit.db, agreement_id)
    if before["version"] != version:
        raise stale(unit.db, "agreement", agreement_id, {})
    check_move(AgreementState(before["state"]), AgreementMove.RENEW)
    return before


def _move_end(unit: Work, agreement_id: int, ends_on: str, *, version: int) -> None:
    record = {"ends_on": ends_on}
    if not agreements.change(unit.db, agreement_id, record, version=version, now=unit.now):
        raise stale(unit.db, "agreement", agreement_id, {})


def _record(
    unit: Work, agreement_id: int, draft: RenewalDraft, previous: date, *, sequence: int
) -> dict[str, Any]:
    return {
        "agreement_id": agreement_id,
        "sequence": sequence,
        "decided_on": draft.decided_on.isoformat(),
        "effective_on": effective_from(previous).isoformat(),
        "previous_end": previous.isoformat(),
        "ends_on": str(draft.ends_on),
        "note": draft.note,
        "author_id": unit.author.account_id,
        "entered_at": unit.now.isoformat(timespec="seconds"),
    }
