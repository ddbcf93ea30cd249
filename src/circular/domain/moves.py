"""Moves of a project along its stages: what is asked, what is refused, where it then stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field, model_validator

from circular.domain import french
from circular.domain.dates import FrenchDate
from circular.domain.drafts import Draft, Record
from circular.domain.errors import Problem
from circular.domain.problems import RefusedFieldsError
from circular.domain.stages import ExitKind, MoveKind, Stage, StageFacts, missing_for
from circular.domain.texts import Line, Paragraph


class MoveDraft(Draft):
    """A move that a person asks for: advance, back, exit or return, at its effective day."""

    kind: MoveKind = Field(title="Mouvement")
    to_stage: Stage | None = Field(default=None, title="Étape")
    effective_on: FrenchDate = Field(title="Date d’effet")
    exit_kind: ExitKind | None = Field(default=None, title="Type de sortie")
    exit_reason: str | None = Field(default=None, title="Motif de la sortie")
    reason: Paragraph | None = Field(default=None, title="Précisions")

    @model_validator(mode="after")
    def _hangs_together(self) -> "MoveDraft":
        found: list[Problem] = []
        if self.kind is MoveKind.EXIT:
            if self.exit_kind is None:
                found.append(Problem("exit_kind", "Choisissez le type de sortie."))
            if self.exit_reason is None:
                found.append(Problem("exit_reason", "Choisissez le motif de la sortie."))
        elif self.to_stage is None:
            found.append(Problem("to_stage", "Choisissez l’étape."))
        if found:
            raise RefusedFieldsError(*found)
        return self


class CorrectionDraft(Draft):
    """What is put right in the history: another move instead, or none when it never happened."""

    why: Line = Field(title="Pourquoi cette correction")
    replacement: MoveDraft | None = Field(default=None, title="Mouvement exact")


class Move(Record):
    """A line of the stage history, as far as the rules look at it."""

    id: int
    kind: MoveKind
    from_stage: Stage | None
    to_stage: Stage
    effective_on: date
    exit_kind: ExitKind | None = None
    exit_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a project stands after its last move: stage, since when, and its exit if it left."""

    stage: Stage
    since: date
    exit_kind: ExitKind | None = None
    exit_reason: str | None = None

    @property
    def has_left(self) -> bool:
        """Whether the project is out of the journey."""
        return self.exit_kind is not None


def standing_after(moves: Sequence[Move]) -> Standing:
    """Return where a project stands after its valid moves, given in their order.

    Raises ValueError when there is none: the entry is always there.
    """
    if not moves:
        raise ValueError("A project has at least its entry.")
    last = moves[-1]
    return Standing(last.to_stage, last.effective_on, last.exit_kind, last.exit_reason)


def entry_days(moves: Iterable[Move]) -> tuple[date | None, ...]:
    """Return the day of entry in each stage, None for those to come; `moves` are in their order.

    A stage that was passed over is entered the same day; one that was gone back from is to come.
    """
    days: list[date | None] = [None] * len(Stage)
    for move in moves:
        if move.kind is MoveKind.EXIT:
            continue
        start = 0 if move.from_stage is None else move.from_stage.rank + 1
        for rank in range(start, move.to_stage.rank):
            days[rank] = move.effective_on
        days[move.to_stage.rank] = move.effective_on
        days[move.to_stage.rank + 1 :] = [None] * (len(Stage) - move.to_stage.rank - 1)
    return tuple(days)


def refusals(
    draft: MoveDraft, standing: Standing, facts: StageFacts, *, today: date
) -> tuple[Problem, ...]:
    """Return everything that speaks against a move, all at once; nothing when it may be done."""
    return (
        *_day_refusals(draft.effective_on, earliest=standing.since, latest=today),
        *_direction_refusals(draft, standing),
        *_requirement_refusals(draft, standing, facts),
    )


def correction_refusals(
    wrong: Move, draft: CorrectionDraft, moves: Sequence[Move], *, today: date
) -> tuple[Problem, ...]:
    """Return what speaks against a correction; `moves` are the valid lines, in their order.

    Only the last line may be taken away or lead elsewhere; an earlier one keeps what it did and
    may be given another day, reason or coding, between its neighbours.
    """
    at = [move.id for move in moves].index(wrong.id)
    is_last = at == len(moves) - 1
    exact = draft.replacement
    if exact is None:
        return _cancel_refusals(wrong, is_last=is_last)
    found: list[Problem] = []
    if not _does_the_same(exact, wrong) and (not is_last or wrong.kind is MoveKind.ENTRY):
        found.append(
            Problem(
                "to_stage",
                "D’autres mouvements suivent\u00a0: corrigez d’abord le dernier, ou seulement la "
                "date et les précisions de celui-ci."
                if not is_last
                else "L’entrée d’un projet ne change pas d’étape\u00a0: corrigez sa date.",
            )
        )
    earliest = moves[at - 1].effective_on if at else date.min
    latest = today if is_last else min(today, moves[at + 1].effective_on)
    return (*found, *_day_refusals(exact.effective_on, earliest=earliest, latest=latest))


def _cancel_refusals(wrong: Move, *, is_last: bool) -> tuple[Problem, ...]:
    if wrong.kind is MoveKind.ENTRY:
        return (Problem("", "L’entrée d’un projet ne s’annule pas\u00a0: archivez le projet."),)
    if not is_last:
        return (Problem("", "D’autres mouvements suivent\u00a0: annulez d’abord le dernier."),)
    return ()


def _does_the_same(exact: MoveDraft, wrong: Move) -> bool:
    return exact.kind is wrong.kind and (
        exact.kind is MoveKind.EXIT or exact.to_stage is wrong.to_stage
    )


def _day_refusals(day: date, *, earliest: date, latest: date) -> tuple[Problem, ...]:
    if day > latest:
        return (
            Problem(
                "effective_on",
                f"Le {french.day(day)} est trop tard\u00a0: la date d’effet va jusqu’au "
                f"{french.day(latest)}.",
            ),
        )
    if day < earliest:
        return (
            Problem(
                "effective_on",
                f"Le {french.day(day)} précède le mouvement d’avant, du {french.day(earliest)}.",
            ),
        )
    return ()


def _direction_refusals(draft: MoveDraft, standing: Standing) -> tuple[Problem, ...]:
    if draft.kind is MoveKind.ENTRY:
        return (Problem("kind", "Un projet n’entre qu’une fois."),)
    if draft.kind is MoveKind.RETURN:
        return _return_refusals(draft, standing)
    if standing.has_left:
        return (Problem("kind", "Ce projet est sorti du parcours\u00a0: reprenez-le d’abord."),)
    target = draft.to_stage
    if draft.kind is MoveKind.ADVANCE and target is not None and target.rank <= standing.stage.rank:
        return (Problem("to_stage", f"Ce projet est déjà {standing.stage.reached}."),)
    if draft.kind is MoveKind.BACK and target is not None and target.rank >= standing.stage.rank:
        return (Problem("to_stage", "Un retour en arrière mène à une étape plus tôt."),)
    return ()


def _return_refusals(draft: MoveDraft, standing: Standing) -> tuple[Problem, ...]:
    if not standing.has_left:
        return (Problem("kind", "Ce projet n’est pas sorti\u00a0: rien n’est à reprendre."),)
    if draft.to_stage is not None and draft.to_stage.rank > standing.stage.rank:
        return (
            Problem(
                "to_stage",
                f"Le projet est sorti {standing.stage.reached}\u00a0: il reprend là, ou plus tôt.",
            ),
        )
    return ()


def _requirement_refusals(
    draft: MoveDraft, standing: Standing, facts: StageFacts
) -> tuple[Problem, ...]:
    """List what is missing: of every stage passed, or of the stage that a return enters again."""
    target = draft.to_stage
    if target is None:
        return ()
    if draft.kind is MoveKind.ADVANCE:
        missing = missing_for(target, facts, after=standing.stage)
    elif draft.kind is MoveKind.RETURN:
        missing = tuple(line for line in missing_for(target, facts) if line.stage is target)
    else:
        return ()
    return tuple(Problem("", line.missing) for line in missing)
