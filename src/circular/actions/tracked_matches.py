"""Moving a match along its stages, putting a wrong move right, noting what really moved."""

from datetime import date
from typing import Any

from circular.actions.holders import check_entries
from circular.actions.open_projects import open_project
from circular.actions.work import Work, stale, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError
from circular.domain.exchanges import check_past_day
from circular.domain.french import quoted
from circular.domain.match_facts import facts_of
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.promises import Promise, heaviest_load, over_promise_problem
from circular.domain.tracked_matches import (
    MatchCorrectionDraft,
    MatchMove,
    MatchMoveDraft,
    MatchStage,
    MeasureDraft,
    PastMatchMove,
    day_problems,
    match_correction_problems,
    standing_of,
    target_of,
    terms_sentence,
)
from circular.domain.visitors import Visitor
from circular.store import matches
from circular.store import tracked_matches as store
from circular.store.connection import Database
from circular.store.rows import Row

PROJECT = "project"  # the journal of a stream is read by its producer: it names no project
_GONE = "Ce rapprochement n\u2019existe pas, ou plus."


def enter(unit: Work, stream_id: int, need_id: int, *, on: date) -> int:
    """Write a match at its first stage; part of the action that keeps a proposal."""
    match_id = store.add(
        unit.db,
        {
            "stream_id": stream_id,
            "need_id": need_id,
            "stage": MatchStage.PROPOSED.value,
            "stage_since": on.isoformat(),
        },
        created_by=unit.author.account_id,
        now=unit.now,
    )
    draft = MatchMoveDraft(kind=MatchMove.ENTER, effective_on=on)
    _write(unit, match_id, draft, None, MatchStage.PROPOSED)
    return match_id


def move_match(
    db: Database,
    author: Visitor,
    match_id: int,
    draft: MatchMoveDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Bring a match to another stage, or change its agreement; returns the line of its history.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such match.
        DomainError: the move is not in the table, its day or its reason is wrong, or more is
            promised than is left of the stream and it was not confirmed.
        StaleRecordError: somebody moved it in the meantime.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        match = _match(db, match_id)
        if match["version"] != version:
            raise stale(db, PROJECT, match["project_id"], {})
        move_id = carry_out(unit, match, draft, today=today)
        return unit.produced(move_id)


def carry_out(unit: Work, match: Row, draft: MatchMoveDraft, *, today: date) -> int:
    """Check and write a move inside a unit of work that another action opened.

    Raises:
        DomainError: what `move_match` says.
    """
    open_project(unit.db, match["project_id"])
    standing = standing_of(_valid(unit.db, match["id"]))
    last = _valid(unit.db, match["id"])[-1].effective_on
    target = target_of(standing.stage, draft.kind)
    _check(unit, match, draft, earliest=last, today=today)
    move_id = _write(unit, match["id"], draft, standing.stage, target)
    _keep_in_step(unit, match)
    if target is MatchStage.REFUSED:
        _hold_facts(unit, match, today=today)
    unit.note(PROJECT, match["project_id"], "match_moved", _sentence(match, draft))
    return move_id


def correct_match_move(
    db: Database,
    author: Visitor,
    move_id: int,
    draft: MatchCorrectionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Put a wrong move right: another line stands for it, or none; both stay in the history.

    Returns the match, whose stage is computed again.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such line.
        DomainError: the line was corrected already, or the correction is refused.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        row = store.move(db, move_id)
        if row is None:
            raise NotFoundError("Ce passage n\u2019existe pas, ou plus.")
        if row["corrected_at"] is not None:
            raise DomainError("Ce passage a déjà été corrigé\u00a0: rechargez la page.")
        match, wrong = _match(db, row["match_id"]), PastMatchMove.model_validate(row)
        open_project(db, match["project_id"])
        moves = _valid(db, match["id"])
        if found := match_correction_problems(wrong, draft, moves, today=today):
            sentence = "Cette correction n\u2019est pas possible. Rien n\u2019a été enregistré."
            raise DomainError(sentence, found)
        store.mark_corrected(db, move_id, at=unit.now.isoformat(timespec="seconds"))
        exact = draft.replacement
        if exact is not None:
            _check(unit, match, exact, earliest=date.min, today=today)
            root = row["corrects_id"] or move_id
            _write(unit, match["id"], exact, wrong.from_stage, wrong.to_stage, corrects_id=root)
        _keep_in_step(unit, match)
        _note_correction(unit, match, wrong, draft)
        return unit.produced(match["id"])


def note_measure(
    db: Database,
    author: Visitor,
    match_id: int,
    draft: MeasureDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Note what really moved in a year, in place of an earlier figure of that year.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such match.
        DomainError: the year or the day is yet to come, or nothing was ever agreed.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_MATCHES, token=token) as unit:
        match = _match(db, match_id)
        if match["agreed_tonnes"] is None:
            raise DomainError(
                "Sans accord, rien ne s\u2019échange\u00a0: notez d\u2019abord l\u2019accord."
            )
        check_past_day(draft.measured_on, today=today, field="measured_on")
        check_past_day(date(draft.year, 1, 1), today=today, field="year")
        before = store.measure(db, match_id, draft.year)
        record = {
            **draft.model_dump(mode="json"),
            "match_id": match_id,
            "author_id": author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
        }
        measure_id = store.write_measure(db, record)
        old = None if before is None else french.tonnes(before["tonnes"])
        unit.note(
            PROJECT,
            match["project_id"],
            "match_measured",
            f"Tonnes de {draft.year} relevées pour {_named(match)}.",
            {"Tonnes réellement échangées": (old, french.tonnes(draft.tonnes))},
        )
        return unit.produced(measure_id)


def remove_measure(db: Database, author: Visitor, match_id: int, year: int) -> int:
    """Take out the figure of a year, noted by mistake; returns the match.

    Raises:
        NotAllowedError: the author may not decide of matches.
        NotFoundError: there is no such match, or no such figure.
    """
    with work(db, author, Permission.EDIT_MATCHES) as unit:
        match, before = _match(db, match_id), store.measure(db, match_id, year)
        if before is None:
            raise NotFoundError("Ce relevé n\u2019existe plus.")
        store.remove_measure(db, match_id, year)
        unit.note(
            PROJECT,
            match["project_id"],
            "match_measure_removed",
            f"Tonnes de {year} retirées pour {_named(match)}.",
            {"Tonnes réellement échangées": (french.tonnes(before["tonnes"]), None)},
        )
        return match_id


def _match(db: Database, match_id: int) -> Row:
    match = store.bare(db, match_id)
    if match is None:
        raise NotFoundError(_GONE)
    return match


def _valid(db: Database, match_id: int) -> list[PastMatchMove]:
    return [PastMatchMove.model_validate(row) for row in store.valid_moves(db, match_id)]


def _check(unit: Work, match: Row, draft: MatchMoveDraft, *, earliest: date, today: date) -> None:
    """Refuse, all at once, a day, a reason or a tonnage that does not hold."""
    check_entries(unit.db, {"refusal_reason": ("dismissal_reasons", draft.refusal_reason)})
    problems = [*day_problems(draft.effective_on, earliest=earliest, latest=today)]
    if draft.kind.gives_terms and draft.starts_on is not None:
        others = store.promises(unit.db, match["stream_id"], but=match["id"], today=today)
        promised = heaviest_load(
            [_promise(row) for row in others], max(draft.starts_on, today), draft.ends_on
        )
        problem = over_promise_problem(draft, offered=match["tonnes"], promised=promised)
        problems += [problem] if problem else []
    if problems:
        raise DomainError("", problems)


def _promise(row: Row) -> Promise:
    ends_on = row["ends_on"]
    return Promise(
        row["tonnes"],
        date.fromisoformat(row["starts_on"]),
        None if ends_on is None else date.fromisoformat(ends_on),
    )


def _write(
    unit: Work,
    match_id: int,
    draft: MatchMoveDraft,
    from_stage: MatchStage | None,
    to_stage: MatchStage,
    *,
    corrects_id: int | None = None,
) -> int:
    """Write a line of the history; only an agreement carries terms, only a refusal a reason."""
    record: dict[str, Any] = {
        "match_id": match_id,
        "kind": draft.kind.value,
        "from_stage": None if from_stage is None else from_stage.value,
        "to_stage": to_stage.value,
        "effective_on": draft.effective_on.isoformat(),
        "note": draft.note,
        "author_id": unit.author.account_id,
        "entered_at": unit.now.isoformat(timespec="seconds"),
        "corrects_id": corrects_id,
    }
    if draft.kind is MatchMove.REFUSE:
        record["refusal_reason"] = draft.refusal_reason
    if draft.kind.gives_terms:
        terms = draft.model_dump(mode="json")
        record |= {name: terms[name] for name in _TERMS}
    return store.add_move(unit.db, record)


_TERMS = ("tonnes", "price", "starts_on", "ends_on", "document")


def _keep_in_step(unit: Work, match: Row) -> None:
    """Compute stage and agreement of the match anew from its valid moves."""
    standing = standing_of(_valid(unit.db, match["id"]))
    held = standing.agreement
    record = {
        "stage": standing.stage.value,
        "stage_since": standing.since.isoformat(),
        "refusal_reason": standing.refusal_reason,
        "agreed_on": None if held is None else held.effective_on.isoformat(),
        "agreed_tonnes": None if held is None else held.tonnes,
        "agreed_price": None if held is None else held.price,
        "agreed_from": _written(None if held is None else held.starts_on),
        "agreed_to": _written(None if held is None else held.ends_on),
        "document": None if held is None else held.document,
    }
    if not store.set_standing(unit.db, match["id"], record, version=match["version"], now=unit.now):
        raise stale(unit.db, PROJECT, match["project_id"], {})


def _hold_facts(unit: Work, match: Row, *, today: date) -> None:
    """Keep what a refusal was given on, so that the pair comes back only when that changes."""
    stream_id, need_id = match["stream_id"], match["need_id"]
    pair = matches.pair(unit.db, stream_id, need_id, today=today)
    decision = matches.decision(unit.db, stream_id, need_id)
    if pair is not None and decision is not None:
        matches.refresh(unit.db, decision["id"], {"facts": facts_of(*pair)})


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _named(match: Row) -> str:
    """Name a match by its two sides, for the journal; a need may name a person."""
    need = private(quoted(match["need_title"]))
    return f"le gisement {quoted(match['stream_title'])} et le besoin {need}"


def _sentence(match: Row, draft: MatchMoveDraft) -> str:
    """Say a move for the journal, with its terms."""
    terms = ""
    if draft.kind.gives_terms:
        said = terms_sentence(draft.tonnes, draft.price, draft.starts_on, draft.ends_on)
        beyond = ", plus que ce qui restait" if draft.over_promise else ""
        terms = f", {said}{beyond}"
    day = french.day(draft.effective_on)
    return f"{draft.kind.label} au {day} entre {_named(match)}{terms}."


def _note_correction(
    unit: Work, match: Row, wrong: PastMatchMove, draft: MatchCorrectionDraft
) -> None:
    before = f"{wrong.kind.label}, {french.day(wrong.effective_on)}"
    exact = draft.replacement
    after = "annulé"
    if exact is not None:
        after = f"{exact.kind.label}, {french.day(exact.effective_on)}"
        if exact.kind.gives_terms:
            before += (
                f", {terms_sentence(wrong.tonnes, wrong.price, wrong.starts_on, wrong.ends_on)}"
            )
            after += (
                f", {terms_sentence(exact.tonnes, exact.price, exact.starts_on, exact.ends_on)}"
            )
    unit.note(
        PROJECT,
        match["project_id"],
        "match_move_corrected",
        f"Passage corrigé entre {_named(match)}\u00a0: {private(draft.why)}",
        {"Passage": (before, after)},
    )
