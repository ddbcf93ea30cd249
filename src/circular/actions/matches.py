"""Keeping a match, setting it aside for a coded reason, and taking a decision back."""

import json
from datetime import date
from typing import Any

from circular.actions import tracked_matches
from circular.actions.holders import check_entries
from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, StaleRecordError
from circular.domain.french import quoted
from circular.domain.match_decisions import Decision, DecisionDraft
from circular.domain.match_facts import changes_since, facts_of
from circular.domain.permissions import Permission
from circular.domain.tracked_matches import MatchMove, MatchMoveDraft, MatchStage
from circular.domain.visitors import Visitor
from circular.store import matches as store
from circular.store import needs, streams
from circular.store import tracked_matches as tracked_store
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

    What is kept begins its life at the first stage. A pair that was set aside may be decided anew
    once a fact of it has changed.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: the stream or the need is unknown.
        StaleRecordError: somebody decided otherwise in the meantime.
        DomainError: the stream or the need is archived, or the reason is unknown.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        stream, need = side_by_side(db, draft.stream_id, draft.need_id)
        taken = store.decision(db, draft.stream_id, draft.need_id)
        facts = _facts(db, draft, today=today)
        if taken is not None and not _has_come_back(taken, facts):
            return unit.produced(_same(taken, draft))
        check_entries(db, {"reason": ("dismissal_reasons", draft.reason)})
        record = {**_record(draft, author, today=today), "facts": facts}
        if taken is None:
            decision_id = store.decide(db, record)
        else:
            decision_id = int(taken["id"])
            _decide_anew(unit, taken, record, today=today)
        if draft.decision is Decision.KEPT and (taken is None or taken["match_id"] is None):
            tracked_matches.enter(unit, draft.stream_id, draft.need_id, on=today)
        _note(unit, need, _sentence(draft, stream, need))
        return unit.produced(decision_id)


def _record(draft: DecisionDraft, author: Visitor, *, today: date) -> dict[str, Any]:
    return {
        "stream_id": draft.stream_id,
        "need_id": draft.need_id,
        "decision": draft.decision.value,
        "reason": draft.reason,
        "score": draft.kept_score,
        "components": json.dumps({k.value: v for k, v in draft.components.items()}),
        "weights": draft.weights.model_dump_json(),
        "author_id": author.account_id,
        "decided_on": today.isoformat(),
    }


def _facts(db: Database, draft: DecisionDraft, *, today: date) -> str | None:
    pair = store.pair(db, draft.stream_id, draft.need_id, today=today)
    return None if pair is None else facts_of(*pair)


def _has_come_back(taken: Row, facts: str | None) -> bool:
    """Tell whether a pair set aside is proposed again, since a fact of it has changed."""
    is_aside = taken["decision"] == Decision.DISMISSED or taken["stage"] == MatchStage.REFUSED
    return is_aside and facts is not None and bool(changes_since(taken["facts"], facts))


def _decide_anew(unit: Work, taken: Row, record: dict[str, Any], *, today: date) -> None:
    """Replace a decision whose facts have changed; a refused match is taken up again."""
    if taken["match_id"] is None:
        store.refresh(unit.db, taken["id"], record)
    elif record["decision"] == Decision.DISMISSED:
        store.refresh(unit.db, taken["id"], {"facts": record["facts"]})
    else:
        store.refresh(unit.db, taken["id"], record)
        match = tracked_store.bare(unit.db, taken["match_id"])
        move = MatchMoveDraft(kind=MatchMove.REOPEN, effective_on=today)
        if match is not None:
            tracked_matches.carry_out(unit, match, move, today=today)


def undo_decision(db: Database, author: Visitor, stream_id: int, need_id: int) -> None:
    """Take a decision back: the match is proposed again; the journal keeps both lines.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: nothing was decided, or somebody took it back already.
        DomainError: more than keeping it happened to the match since.
    """
    with work(db, author, Permission.EDIT_MATCHES) as unit:
        taken = store.decision(db, stream_id, need_id)
        if taken is None:
            raise NotFoundError("Ce rapprochement n\u2019est plus décidé\u00a0: rien à annuler.")
        if taken["match_id"] is not None and tracked_store.has_a_past(db, taken["match_id"]):
            raise DomainError(
                "Ce rapprochement a déjà une histoire\u00a0: notez plutôt un refus dans sa fiche."
            )
        store.undo(db, taken["id"])
        label = Decision(taken["decision"]).label.lower()
        unit.note(
            PROJECT,
            taken["project_id"],
            "match_undone",
            f"Gisement {quoted(taken['stream_title'])} de nouveau proposé "
            f"pour le besoin {quoted(taken['need_title'])}\u00a0: il était {label}.",
        )


def side_by_side(db: Database, stream_id: int, need_id: int) -> tuple[Row, Row]:
    """Find a stream and a need, neither of them archived.

    Raises:
        NotFoundError: one of them is unknown.
        DomainError: one of them is archived.
    """
    stream, need = streams.row(db, stream_id), needs.need(db, need_id)
    if stream is None or need is None:
        raise NotFoundError("Ce gisement ou ce besoin n\u2019existe plus.")
    if stream["archived_at"] is not None or need["archived_at"] is not None:
        raise DomainError("Ce gisement ou ce besoin est dans les archives.")
    return stream, need


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


def _sentence(draft: DecisionDraft, stream: Row, need: Row) -> str:
    """Say the decision for the journal."""
    word = draft.decision.label.lower()
    return f"Gisement {quoted(stream['title'])} {word} pour le besoin {quoted(need['title'])}."


def _note(unit: Work, need: Row, sentence: str) -> None:
    """Write the decision in the journal of the project."""
    unit.note(PROJECT, need["project_id"], "match_decided", sentence)
