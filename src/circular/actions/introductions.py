"""Introducing the two sides of a match to each other, and noting what each one answers.

What is sent to a project, and what its people answer, is written among its exchanges by the same
act: nobody types it twice, and the silence of a project is counted right.
"""

from datetime import date

from circular.actions import tracked_matches
from circular.actions.exchanges import write_exchange
from circular.actions.work import Work, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.exchanges import Direction, ExchangeDraft, ExchangeKind, check_past_day
from circular.domain.french import quoted
from circular.domain.introductions import (
    AnswerDraft,
    IntroductionDraft,
    MatchSide,
    answer_sentence,
)
from circular.domain.permissions import Permission
from circular.domain.tracked_matches import MatchMove, MatchMoveDraft, MatchStage
from circular.domain.visitors import Visitor
from circular.store import introductions as store
from circular.store import tracked_matches as matches
from circular.store.connection import Database
from circular.store.rows import Row

PROJECT = "project"
_GONE = "Cette mise en relation n\u2019existe pas, ou plus."


def send_introduction(
    db: Database,
    author: Visitor,
    match_id: int,
    draft: IntroductionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Note that an introduction was sent to one side; a proposed match is then « contact pris ».

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such match.
        DomainError: the match is over, this side was written to already, or the day is to come.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        match = matches.bare(db, match_id)
        if match is None:
            raise NotFoundError("Ce rapprochement n\u2019existe pas, ou plus.")
        _refuse_sending(db, match, draft, today=today)
        producer = match["organisation_id"] if draft.side is MatchSide.PRODUCER else None
        introduction_id = store.add(
            db,
            {
                "match_id": match_id,
                "side": draft.side.value,
                "organisation_id": producer,
                "sent_on": draft.sent_on.isoformat(),
                "means": draft.means.value,
                "created_at": unit.now.isoformat(timespec="seconds"),
                "created_by": author.account_id,
            },
        )
        day = french.day(draft.sent_on)
        said = (
            f"Mise en relation envoyée {draft.side.addressed} le {day}\u00a0: "
            f"gisement {quoted(match['stream_title'])}."
        )
        unit.note(PROJECT, match["project_id"], "introduction_sent", said)
        if draft.side is MatchSide.PROJECT:
            _exchange(unit, match, draft.means, draft.sent_on, Direction.TO_PERSON, today=today)
        if match["stage"] == MatchStage.PROPOSED:
            on = max(draft.sent_on, date.fromisoformat(match["stage_since"]))
            move = MatchMoveDraft(kind=MatchMove.CONTACT, effective_on=on)
            tracked_matches.carry_out(unit, match, move, today=today)
        return unit.produced(introduction_id)


def remind(
    db: Database, author: Visitor, introduction_id: int, *, version: int, today: date
) -> int:
    """Note that an introduction without answer was sent again today.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such introduction.
        DomainError: it was answered: nobody is reminded of what was answered.
        StaleRecordError: somebody changed it in the meantime.
    """
    with work(db, author, Permission.EDIT_MATCHES) as unit:
        row = _found(db, introduction_id)
        if row["answer"] is not None:
            raise DomainError("Une réponse est notée\u00a0: il n\u2019y a plus rien à relancer.")
        record = {"reminded_on": today.isoformat()}
        if not store.change(db, introduction_id, record, version=version):
            raise stale(db, PROJECT, row["project_id"], {})
        side = MatchSide(row["side"])
        if side is MatchSide.PROJECT:
            _exchange(
                unit, row, ExchangeKind(row["means"]), today, Direction.TO_PERSON, today=today
            )
        unit.note(
            PROJECT,
            row["project_id"],
            "introduction_reminded",
            f"Relance {side.addressed}\u00a0: gisement {quoted(row['stream_title'])}.",
        )
        return introduction_id


def answer_introduction(
    db: Database,
    author: Visitor,
    introduction_id: int,
    draft: AnswerDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Note the answer of a side; a partner answers for its own organisation only.

    Raises:
        NotAllowedError: the author may not answer introductions.
        NotFoundError: there is no such introduction, or it is another organisation's or a trial's.
        DomainError: the day is yet to come, or the match is over.
        StaleRecordError: somebody noted another answer in the meantime.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.ANSWER_INTRODUCTIONS, token=token) as unit:
        row = _found(db, introduction_id)
        _refuse_another(author, row)
        check_past_day(draft.answered_on, today=today, field="answered_on")
        if not MatchStage(row["stage"]).is_live:
            raise DomainError("Ce rapprochement est clos\u00a0: sa réponse ne change plus.")
        call_back_on = None if draft.call_back_on is None else draft.call_back_on.isoformat()
        record = {
            "answer": draft.answer.value,
            "answered_on": draft.answered_on.isoformat(),
            "call_back_on": call_back_on if draft.answer == "call_back" else None,
            "answer_note": draft.answer_note,
            "answered_by": author.account_id,
        }
        if not store.change(db, introduction_id, record, version=version):
            raise stale(db, PROJECT, row["project_id"], {})
        _note_answer(unit, row, draft, today=today)
        return unit.produced(introduction_id)


def _refuse_sending(db: Database, match: Row, draft: IntroductionDraft, *, today: date) -> None:
    check_past_day(draft.sent_on, today=today, field="sent_on")
    if not MatchStage(match["stage"]).is_live:
        raise DomainError("Ce rapprochement est clos\u00a0: reprenez-le d\u2019abord.")
    if any(row["side"] == draft.side for row in store.of_match(db, match["id"])):
        raise DomainError(
            f"Une mise en relation a déjà été envoyée {draft.side.addressed}\u00a0: "
            "notez sa réponse, ou relancez."
        )


def _found(db: Database, introduction_id: int) -> Row:
    row = store.get(db, introduction_id)
    if row is None:
        raise NotFoundError(_GONE)
    return row


def _refuse_another(author: Visitor, row: Row) -> None:
    """Refuse an organisation what is asked of another, or is a trial."""
    own = author.own_organisation
    is_own = row["side"] == MatchSide.PRODUCER and row["organisation_id"] == own
    if own is not None and (not is_own or row["is_trial"]):
        raise NotFoundError(_GONE)


def _note_answer(unit: Work, row: Row, draft: AnswerDraft, *, today: date) -> None:
    """Journal an answer and, the first time that a project answers, write the exchange."""
    side = MatchSide(row["side"])
    said = answer_sentence(
        draft.answer, answered_on=draft.answered_on, call_back_on=draft.call_back_on
    )
    unit.note(
        PROJECT,
        row["project_id"],
        "introduction_answered",
        f"Réponse du {side.label.lower()} pour le gisement "
        f"{quoted(row['stream_title'])}\u00a0: {said}.",
    )
    if side is MatchSide.PROJECT and row["answer"] is None:
        means = ExchangeKind(row["means"])
        _exchange(unit, row, means, draft.answered_on, Direction.FROM_PERSON, today=today)


def _exchange(
    unit: Work,
    row: Row,
    kind: ExchangeKind,
    on: date,
    direction: Direction,
    *,
    today: date,
) -> None:
    """Write among the exchanges of the project what its people were told, or told us."""
    words = "Mise en relation" if direction is Direction.TO_PERSON else "Réponse"
    draft = ExchangeDraft(
        kind=kind,
        direction=direction,
        happened_on=on,
        note=f"{words} pour le gisement {quoted(row['stream_title'])}.",
    )
    write_exchange(unit, row["project_id"], draft, today=today)
