"""Deciding a target, revising it, putting a mistaken decision right: none is ever overwritten."""

from datetime import date

from circular.actions.work import Work, changes_between, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem, StaleRecordError
from circular.domain.permissions import Permission
from circular.domain.targets import (
    PathKind,
    TargetCorrectionDraft,
    TargetDraft,
    TargetWithdrawalDraft,
    aim_problems,
    decided_out_of_order,
)
from circular.domain.visitors import Visitor
from circular.store import reference
from circular.store import targets as store
from circular.store.connection import Database
from circular.store.rows import Row

_TOLD = ("value", "baseline", "starts_on", "due_on", "path_kind", "source", "decided_on")
_TITLES = {
    name: TargetDraft.model_fields[name].title or name for name in (*_TOLD, "decided_by", "note")
}


def set_target(
    db: Database, author: Visitor, draft: TargetDraft, *, today: date, token: str | None = None
) -> int:
    """Note the first decision on an indicator and a territory, and return its identifier.

    Raises:
        NotAllowedError: the author may not edit targets.
        DomainError: there is a target already (revise it), or the decision is of the future.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        if _decisions(db, draft):
            raise DomainError(
                "Un objectif existe déjà pour cet indicateur et ce territoire\u00a0: révisez-le, "
                "l\u2019historique gardera les deux."
            )
        return _decide(unit, draft, today=today, sentence="Objectif fixé")


def revise_target(
    db: Database,
    author: Visitor,
    target_id: int,
    draft: TargetDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Add a decision that revises the target shown, and return the new one's identifier.

    The indicator and the territory are those of the target revised.

    Raises:
        NotAllowedError: the author may not edit targets.
        NotFoundError: there is no such target.
        StaleRecordError: somebody revised or corrected it since it was shown.
        DomainError: the decision is of the future, or older than the one it revises.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        revised = _standing_decision(db, target_id)
        kept = _of_the_same(draft, revised)
        last = _decisions(db, kept)[0]
        if last["id"] != target_id:
            raise StaleRecordError(
                "Quelqu\u2019un a révisé cet objectif entre-temps\u00a0: "
                f"{french.number(last['value'])}, décidé le "
                f"{french.day(date.fromisoformat(last['decided_on']))}. "
                "Rien n\u2019a été enregistré, votre texte est conservé."
            )
        was = french.number(revised["value"])
        return _decide(unit, kept, today=today, sentence=f"Objectif révisé, {was} auparavant")


def correct_target(
    db: Database,
    author: Visitor,
    target_id: int,
    draft: TargetCorrectionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Put a decision that was noted wrongly right, and return the identifier of what stands for it.

    The wrong one keeps its row and counts no more; the journal tells both.

    Raises:
        NotAllowedError: the author may not edit targets.
        NotFoundError: there is no such target.
        StaleRecordError: somebody corrected it since it was shown.
        DomainError: the day is to come, or out of the order of the other decisions.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        wrong = _standing_decision(db, target_id)
        kept = _of_the_same(draft, wrong)
        _refuse(db, kept, _neighbours(db, kept, target_id), today=today)
        store.mark_corrected(db, target_id, at=_moment(unit))
        corrected = _add(unit, kept, corrects_id=wrong["corrects_id"] or target_id)
        unit.note(
            "target",
            corrected,
            "decision_corrected",
            f"Décision du {_day_of(wrong)} corrigée\u00a0: {french.number(wrong['value'])} devient "
            f"{_said(kept)} Pourquoi\u00a0: {draft.why}",
            _changes(wrong, kept),
        )
        return unit.produced(corrected)


def withdraw_target(
    db: Database,
    author: Visitor,
    target_id: int,
    draft: TargetWithdrawalDraft,
    *,
    token: str | None = None,
) -> int:
    """Take away a decision that was never taken; its row and its line of the journal stay.

    Raises:
        NotAllowedError: the author may not edit targets.
        NotFoundError: there is no such target.
        StaleRecordError: somebody corrected it since it was shown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        wrong = _standing_decision(db, target_id)
        store.mark_corrected(db, target_id, at=_moment(unit))
        unit.note(
            "target",
            target_id,
            "decision_withdrawn",
            f"Décision du {_day_of(wrong)} retirée, elle n\u2019a pas été prise\u00a0: "
            f"{french.number(wrong['value'])} ({wrong['source']}). Pourquoi\u00a0: "
            f"{draft.why}",
        )
        return unit.produced(target_id)


def _standing_decision(db: Database, target_id: int) -> Row:
    """Return a decision that still counts."""
    found = store.by_id(db, target_id)
    if found is None:
        raise NotFoundError("Cet objectif n\u2019existe plus.")
    if found["corrected_at"] is not None:
        raise StaleRecordError(
            "Quelqu\u2019un a corrigé cette décision entre-temps. "
            "Rien n\u2019a été enregistré, votre texte est conservé."
        )
    return found


def _of_the_same(draft: TargetDraft, row: Row) -> TargetDraft:
    """Return the draft about the indicator and the territory of a decision."""
    problems = aim_problems(draft, row["indicator"])
    if problems:
        raise DomainError("", problems)
    return draft.model_copy(update={"indicator": row["indicator"], "epci_siren": row["epci_siren"]})


def _decisions(db: Database, draft: TargetDraft) -> list[Row]:
    return store.decisions(db, indicator=draft.indicator, epci_siren=draft.epci_siren)


def _neighbours(db: Database, draft: TargetDraft, target_id: int) -> tuple[list[date], date | None]:
    """Return the days of the decisions before one, and the day of the next."""
    ordered = _decisions(db, draft)
    at = [row["id"] for row in ordered].index(target_id)
    after = date.fromisoformat(ordered[at - 1]["decided_on"]) if at else None
    return [date.fromisoformat(row["decided_on"]) for row in ordered[at + 1 :]], after


def _decide(unit: Work, draft: TargetDraft, *, today: date, sentence: str) -> int:
    """Write one decision and journal it."""
    decided = [date.fromisoformat(row["decided_on"]) for row in _decisions(unit.db, draft)]
    _refuse(unit.db, draft, (decided, None), today=today)
    target_id = _add(unit, draft)
    unit.note("target", target_id, "decided", f"{sentence}\u00a0: {_said(draft)}")
    return unit.produced(target_id)


def _refuse(
    db: Database, draft: TargetDraft, around: tuple[list[date], date | None], *, today: date
) -> None:
    """Raise one refusal with everything that speaks against a decision."""
    before, after = around
    problems = decided_out_of_order(before, draft, today=today, next_decision=after)
    if draft.epci_siren is not None and reference.epci(db, draft.epci_siren) is None:
        problems.append(Problem("epci_siren", "Choisissez un territoire de la liste."))
    if problems:
        raise DomainError("", problems)


def _add(unit: Work, draft: TargetDraft, *, corrects_id: int | None = None) -> int:
    record = draft.model_dump(mode="json", include=set(TargetDraft.model_fields))
    points = record.pop("points")
    return store.add(
        unit.db, {**record, "created_at": _moment(unit), "corrects_id": corrects_id}, points
    )


def _moment(unit: Work) -> str:
    return unit.now.isoformat(timespec="seconds")


def _said(draft: TargetDraft) -> str:
    path = "" if draft.path_kind is PathKind.LINEAR else f", {draft.path_kind.label.lower()}"
    return (
        f"{french.number(draft.value)} d\u2019ici le {french.day(draft.due_on)}{path}, "
        f"décidé le {french.day(draft.decided_on)} ({draft.source})."
    )


def _day_of(row: Row) -> str:
    return french.day(date.fromisoformat(row["decided_on"]))


def _changes(wrong: Row, draft: TargetDraft) -> dict[str, tuple[object, object]]:
    """Return what the correction changes, in the words of the form."""
    after = draft.model_dump(mode="json", include=set(TargetDraft.model_fields))
    return changes_between(_worded(wrong), _worded(after), _TITLES)


def _worded(record: Row) -> Row:
    return {**record, "path_kind": PathKind(record["path_kind"]).label}
