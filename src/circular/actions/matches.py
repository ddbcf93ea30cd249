"""Keeping a match, setting it aside for a coded reason, and taking a decision back."""

import json
from datetime import date

from circular.actions.holders import check_entries
from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, StaleRecordError
from circular.domain.french import quoted
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.permissions import Permission
from circular.domain.visitors import Visitor
from circular.store import matches as store
from circular.store import needs, streams
from circular.store.connection import Database
from circular.store.rows import Row

PROJECT = "project"  # the journal of a stream is read by its producer: it names no project


def decide(
    db: Database,
    author: Visitor,
    draft: DecisionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Keep or dismiss a match, with the proposal as it was shown; returns the decision.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: the stream or the need is unknown.
        StaleRecordError: somebody decided otherwise in the meantime.
        DomainError: the stream or the need is archived, or the reason is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        taken = store.decision(db, draft.stream_id, draft.need_id)
        if taken is not None:
            return unit.produced(_same(taken, draft))
        stream, need = _pair(db, draft)
        check_entries(db, {"reason": ("dismissal_reasons", draft.reason)})
        decision_id = store.decide(
            db,
            {
                "stream_id": draft.stream_id,
                "need_id": draft.need_id,
                "decision": draft.decision.value,
                "reason": draft.reason,
                "score": draft.score,
                "components": json.dumps({k.value: v for k, v in draft.components.items()}),
                "weights": draft.weights.model_dump_json(),
                "author_id": author.account_id,
                "decided_on": today.isoformat(),
            },
        )
        _note(unit, need, _sentence(draft, stream, need))
        return unit.produced(decision_id)


def undo_decision(db: Database, author: Visitor, stream_id: int, need_id: int) -> None:
    """Take a decision back: the match is proposed again; the journal keeps both lines.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: nothing was decided, or somebody took it back already.
    """
    with work(db, author, Permission.EDIT_MATCHES) as unit:
        taken = store.decision(db, stream_id, need_id)
        if taken is None:
            raise NotFoundError("Ce rapprochement n\u2019est plus décidé\u00a0: rien à annuler.")
        store.undo(db, taken["id"])
        label = Decision(taken["decision"]).label.lower()
        unit.note(
            PROJECT,
            taken["project_id"],
            "match_undone",
            f"Gisement {quoted(taken['stream_title'])} de nouveau proposé "
            f"pour le besoin {quoted(taken['need_title'])}\u00a0: il était {label}.",
        )


def _same(taken: Row, draft: DecisionDraft) -> int:
    """Return the decision already taken when it says the same, else refuse."""
    if taken["decision"] == draft.decision.value:
        return int(taken["id"])
    who = taken["author_name"] or "Quelqu\u2019un"
    label = Decision(taken["decision"]).label.lower()
    raise StaleRecordError(
        f"{who} a déjà {label} ce gisement le "
        f"{french.day(date.fromisoformat(taken['decided_on']))}. Rien n\u2019a été enregistré."
    )


def _pair(db: Database, draft: DecisionDraft) -> tuple[Row, Row]:
    """Find the stream and the need, neither of them archived."""
    stream, need = streams.row(db, draft.stream_id), needs.need(db, draft.need_id)
    if stream is None or need is None:
        raise NotFoundError("Ce gisement ou ce besoin n\u2019existe plus.")
    if stream["archived_at"] is not None or need["archived_at"] is not None:
        raise DomainError("Ce gisement ou ce besoin est dans les archives.")
    return stream, need


def _sentence(draft: DecisionDraft, stream: Row, need: Row) -> str:
    """Say the decision for the journal."""
    word = draft.decision.label.lower()
    return f"Gisement {quoted(stream['title'])} {word} pour le besoin {quoted(need['title'])}."


def _note(unit: Work, need: Row, sentence: str) -> None:
    """Write the decision in the journal of the project."""
    unit.note(PROJECT, need["project_id"], "match_decided", sentence)
