"""Asking for what is missing before a pair is decided: a question, and the action to carry it."""

from datetime import date

from circular.actions.matches import side_by_side
from circular.actions.next_actions import write_action
from circular.actions.open_projects import open_project
from circular.actions.work import work
from circular.domain.introductions import MatchQuestionDraft
from circular.domain.next_actions import ActionKind, NextActionDraft
from circular.domain.permissions import Permission
from circular.domain.texts import LINE_LIMIT
from circular.domain.visitors import Visitor
from circular.store import match_questions as store
from circular.store.connection import Database


def ask_question(
    db: Database,
    author: Visitor,
    pair: tuple[int, int],
    draft: MatchQuestionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Ask for what is missing of a stream and a need; returns the question.

    The project gets an action to do by the day asked for; the question waits until it is done.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: the stream or the need is unknown.
        DomainError: one of them is archived, or the day is over.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        stream, need = side_by_side(db, *pair)
        open_project(db, need["project_id"])
        label = f"Demander {draft.side.addressed}\u00a0: {draft.question} ({stream['title']})"
        planned = NextActionDraft(
            label=label if len(label) <= LINE_LIMIT else f"{label[: LINE_LIMIT - 1]}…",
            kind=ActionKind.OTHER,
            due_on=draft.due_on,
            owner_id=author.account_id,
        )
        action_id = write_action(unit, need["project_id"], planned, today=today)
        question_id = store.add(
            db,
            {
                "stream_id": pair[0],
                "need_id": pair[1],
                "side": draft.side.value,
                "question": draft.question,
                "action_id": action_id,
                "asked_on": today.isoformat(),
                "author_id": author.account_id,
                "created_at": unit.now.isoformat(timespec="seconds"),
            },
        )
        return unit.produced(question_id)
