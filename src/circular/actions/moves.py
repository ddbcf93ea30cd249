"""Moving a project along its stages, and putting a wrong move right."""

from datetime import date

from circular.actions.open_projects import open_project
from circular.actions.work import Work, work
from circular.domain import french
from circular.domain.errors import DomainError, NotFoundError, Problem
from circular.domain.moves import (
    CorrectionDraft,
    Move,
    MoveDraft,
    Standing,
    correction_refusals,
    refusals,
    standing_after,
)
from circular.domain.permissions import Permission
from circular.domain.personal_data import private
from circular.domain.stages import ExitKind, MoveKind, StageFacts
from circular.domain.visitors import Visitor
from circular.store import moves as store
from circular.store import projects, reference
from circular.store.connection import Database


def move_project(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: MoveDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Move a project: to a later stage, back, out of the journey, or into it again.

    Returns the identifier of the line of the history.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, or the move is refused, with all reasons at once.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        standing = standing_after(_valid_moves(db, project_id))
        _refuse(db, project_id, draft, standing, today=today)
        move_id = _write(unit, project_id, draft, standing)
        _keep_in_step(unit, project_id)
        unit.note("project", project_id, "moved", f"{sentence_of(draft, standing)}.")
        return unit.produced(move_id)


def correct_move(
    db: Database,
    author: Visitor,
    move_id: int,
    draft: CorrectionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Put a wrong move right: another line stands for it, or none; both stay in the history.

    Returns the identifier of the project, whose stage is computed again.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such line.
        DomainError: the line was corrected already, or the correction is refused.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        row = store.move(db, move_id)
        if row is None:
            raise NotFoundError("Ce mouvement n’existe pas, ou plus.")
        if row["corrected_at"] is not None:
            raise DomainError("Ce mouvement a déjà été corrigé\u00a0: rechargez la page.")
        wrong, project_id = Move.model_validate(row), int(row["project_id"])
        open_project(db, project_id)
        _refuse_correction(db, project_id, wrong, draft, today=today)
        store.mark_corrected(db, move_id, at=unit.now.isoformat(timespec="seconds"))
        if draft.replacement is not None:
            root = row["corrects_id"] or move_id
            _write_instead(unit, project_id, wrong, draft.replacement, root=root)
        _keep_in_step(unit, project_id)
        _note_correction(unit, project_id, wrong, draft)
        return unit.produced(project_id)


def enter(unit: Work, project_id: int, *, detected_on: date) -> int:
    """Write the first line of a new project's history; part of the action that creates it."""
    return store.add(
        unit.db,
        {
            "project_id": project_id,
            "kind": MoveKind.ENTRY.value,
            "to_stage": "detection",
            "effective_on": detected_on.isoformat(),
            "author_id": unit.author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
        },
    )


def sentence_of(draft: MoveDraft, standing: Standing) -> str:
    """Write what a move does, for the journal."""
    day = french.day(draft.effective_on)
    if draft.kind is MoveKind.EXIT and draft.exit_kind is not None:
        return f"Sortie du parcours au {day}\u00a0: {draft.exit_kind.label.lower()}"
    target = draft.to_stage or standing.stage
    return f"{draft.kind.label} {target.reached} au {day}"


def _valid_moves(db: Database, project_id: int) -> list[Move]:
    return [Move.model_validate(row) for row in store.valid_moves(db, project_id)]


def _facts(db: Database, project_id: int, day: date) -> StageFacts:
    row = store.facts(db, project_id, day=day)
    if row is None:
        raise NotFoundError("Ce projet n’existe pas, ou plus.")
    return StageFacts.read(row)


def _refuse(
    db: Database, project_id: int, draft: MoveDraft, standing: Standing, *, today: date
) -> None:
    """Raise one refusal with everything that speaks against the move."""
    facts = _facts(db, project_id, draft.effective_on)
    found = (*refusals(draft, standing, facts, today=today), *_reason_refusals(db, draft))
    if found:
        raise DomainError(_refusal_sentence(draft), found)


def _refuse_correction(
    db: Database, project_id: int, wrong: Move, draft: CorrectionDraft, *, today: date
) -> None:
    moves = _valid_moves(db, project_id)
    found = list(correction_refusals(wrong, draft, moves, today=today))
    exact = draft.replacement
    if exact is not None:
        found += _reason_refusals(db, exact)
        before = moves[: [move.id for move in moves].index(wrong.id)]
        if before and wrong.id == moves[-1].id:
            facts = _facts(db, project_id, exact.effective_on)
            found += refusals(exact, standing_after(before), facts, today=today)
    if found:
        sentence = "Cette correction n’est pas possible. Rien n’a été enregistré."
        raise DomainError(sentence, tuple(dict.fromkeys(found)))


def _reason_refusals(db: Database, draft: MoveDraft) -> tuple[Problem, ...]:
    """Refuse an exit reason that is not in the list of its kind."""
    if draft.kind is not MoveKind.EXIT or draft.exit_kind is None or draft.exit_reason is None:
        return ()
    entry = reference.entry(db, "exit_reasons", draft.exit_reason)
    if entry is not None and entry["parent"] in (None, draft.exit_kind.value):
        return ()
    kind = draft.exit_kind.label.lower()
    return (Problem("exit_reason", f"Choisissez un motif qui va avec «\u00a0{kind}\u00a0»."),)


def _refusal_sentence(draft: MoveDraft) -> str:
    if draft.kind is MoveKind.ADVANCE and draft.to_stage is not None:
        return f"Le projet ne peut pas encore passer {draft.to_stage.reached}. Rien n’a changé."
    return "Ce mouvement n’est pas possible. Rien n’a changé."


def _write(unit: Work, project_id: int, draft: MoveDraft, standing: Standing) -> int:
    """Write the line of a move that starts from where the project stands."""
    to_stage = standing.stage if draft.to_stage is None else draft.to_stage
    if draft.kind is MoveKind.EXIT:
        to_stage = standing.stage
    return store.add(
        unit.db,
        {
            "project_id": project_id,
            "kind": draft.kind.value,
            "from_stage": standing.stage.value,
            "to_stage": to_stage.value,
            **_exit_columns(draft.kind, draft.exit_kind, draft.exit_reason),
            "effective_on": draft.effective_on.isoformat(),
            "reason": draft.reason,
            "author_id": unit.author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
        },
    )


def _write_instead(
    unit: Work, project_id: int, wrong: Move, exact: MoveDraft, *, root: int
) -> None:
    """Write the line that stands for a wrong one, at its place in the history."""
    stays = wrong.from_stage or wrong.to_stage
    to_stage = stays if exact.kind is MoveKind.EXIT else exact.to_stage or stays
    store.add(
        unit.db,
        {
            "project_id": project_id,
            "kind": exact.kind.value,
            "from_stage": None if wrong.from_stage is None else wrong.from_stage.value,
            "to_stage": to_stage.value,
            **_exit_columns(exact.kind, exact.exit_kind, exact.exit_reason),
            "effective_on": exact.effective_on.isoformat(),
            "reason": exact.reason,
            "author_id": unit.author.account_id,
            "entered_at": unit.now.isoformat(timespec="seconds"),
            "corrects_id": root,
        },
    )


def _exit_columns(
    kind: MoveKind, exit_kind: ExitKind | None, exit_reason: str | None
) -> dict[str, str | None]:
    if kind is not MoveKind.EXIT or exit_kind is None:
        return {"exit_kind": None, "exit_reason": None}
    return {"exit_kind": exit_kind.value, "exit_reason": exit_reason}


def _keep_in_step(unit: Work, project_id: int) -> None:
    """Compute stage, exit and day of detection of the project anew from its valid moves."""
    moves = _valid_moves(unit.db, project_id)
    standing = standing_after(moves)
    projects.set_columns(
        unit.db,
        project_id,
        {
            "stage": standing.stage.value,
            "stage_since": standing.since.isoformat(),
            "exit_kind": None if standing.exit_kind is None else standing.exit_kind.value,
            "exit_reason": standing.exit_reason,
            "detected_on": moves[0].effective_on.isoformat(),
        },
        now=unit.now,
    )


def _note_correction(unit: Work, project_id: int, wrong: Move, draft: CorrectionDraft) -> None:
    before = f"{wrong.kind.label} {wrong.to_stage.reached}, {french.day(wrong.effective_on)}"
    exact = draft.replacement
    after = "annulé"
    if exact is not None:
        standing = Standing(wrong.from_stage or wrong.to_stage, wrong.effective_on)
        after = sentence_of(exact, standing)
    unit.note(
        "project",
        project_id,
        "move_corrected",
        f"Mouvement corrigé\u00a0: {private(draft.why)}",
        {"Mouvement": (before, after)},
    )
