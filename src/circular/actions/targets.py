"""Deciding a target, and revising it: a decision is added, none is ever overwritten."""

from datetime import date

from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem, StaleRecordError
from circular.domain.permissions import Permission
from circular.domain.targets import TargetDraft, decided_out_of_order
from circular.domain.visitors import Visitor
from circular.store import reference
from circular.store import targets as store
from circular.store.connection import Database
from circular.store.rows import Row


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
                "Un objectif existe déjà pour ce territoire\u00a0: révisez-le, "
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
        StaleRecordError: somebody revised it since it was shown.
        DomainError: the decision is of the future, or older than the one it revises.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_JOBS, token=token) as unit:
        revised = store.by_id(db, target_id)
        if revised is None:
            raise NotFoundError("Cet objectif n\u2019existe plus.")
        kept = draft.model_copy(
            update={"indicator": revised["indicator"], "epci_siren": revised["epci_siren"]}
        )
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


def _decisions(db: Database, draft: TargetDraft) -> list[Row]:
    return store.decisions(db, indicator=draft.indicator, epci_siren=draft.epci_siren)


def _decide(unit: Work, draft: TargetDraft, *, today: date, sentence: str) -> int:
    """Write one decision and journal it."""
    decided = [date.fromisoformat(row["decided_on"]) for row in _decisions(unit.db, draft)]
    problems = decided_out_of_order(decided, draft, today=today)
    if draft.epci_siren is not None and reference.epci(unit.db, draft.epci_siren) is None:
        problems.append(Problem("epci_siren", "Choisissez un territoire de la liste."))
    if problems:
        raise DomainError("", problems)
    record = draft.model_dump(mode="json")
    target_id = store.add(unit.db, {**record, "created_at": unit.now.isoformat(timespec="seconds")})
    said = (
        f"{sentence}\u00a0: {french.number(draft.value)} d\u2019ici le {french.day(draft.due_on)}, "
        f"décidé le {french.day(draft.decided_on)} ({draft.source})."
    )
    unit.note("target", target_id, "decided", said)
    return unit.produced(target_id)
