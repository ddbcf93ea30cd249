"""Marking what was made to practise as a trial, out of every figure, and counting it again."""

from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.trials import TrialKind
from circular.domain.visitors import Visitor
from circular.store import trials as store
from circular.store.connection import Database
from circular.store.rows import Row


def mark_as_trial(db: Database, author: Visitor, kind: TrialKind, record_id: int) -> int:
    """Leave a project, a stream or a facility out of every figure; returns its identifier.

    The right is the team's for all three kinds: a partner would lose sight of its own record.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such record.
        DomainError: it is a trial already.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        found = _known(db, kind, record_id)
        if found["is_trial"]:
            raise DomainError("Cette fiche est déjà une fiche d’essai.")
        store.set_trial(db, kind, record_id, is_trial=True, now=unit.now)
        _note(unit, kind, record_id, "marked_trial", f"{_name(found)} marqué comme fiche d’essai.")
        return record_id


def count_again(db: Database, author: Visitor, kind: TrialKind, record_id: int) -> int:
    """Bring a trial back into every figure, as if it had never left; returns its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such record.
        DomainError: it is not a trial.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        found = _known(db, kind, record_id)
        if not found["is_trial"]:
            raise DomainError(
                "Cette fiche n’est pas une fiche d’essai\u00a0: elle est déjà comptée."
            )
        store.set_trial(db, kind, record_id, is_trial=False, now=unit.now)
        _note(
            unit, kind, record_id, "unmarked_trial", f"{_name(found)} n’est plus une fiche d’essai."
        )
        return record_id


def _known(db: Database, kind: TrialKind, record_id: int) -> Row:
    found = store.record(db, kind, record_id)
    if found is None:
        raise NotFoundError("Cette fiche n’existe pas, ou plus.")
    return found


def _name(found: Row) -> str:
    return private(french.quoted(found["title"]))


def _note(unit: Work, kind: TrialKind, record_id: int, act: str, sentence: str) -> None:
    is_trial = act == "marked_trial"
    change = {"Essai": (french.yes_no(not is_trial), french.yes_no(is_trial))}
    unit.note(kind.value, record_id, act, sentence, change)
