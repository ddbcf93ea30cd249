"""Questions about moves: what the next stage still asks for, and the history of a project."""

from dataclasses import dataclass
from datetime import date

from circular.domain.drafts import Record
from circular.domain.errors import NotFoundError
from circular.domain.french import plural
from circular.domain.permissions import Permission
from circular.domain.stages import (
    ExitKind,
    MoveKind,
    Place,
    Stage,
    StageFacts,
    requirements_for,
)
from circular.domain.visitors import Visitor, require
from circular.store import moves as store
from circular.store import projects
from circular.store.connection import Database


@dataclass(frozen=True, slots=True)
class RequirementState:
    """One thing that the next stage asks for: there or not, and where a person gives it."""

    key: str
    stage: Stage
    done: bool
    sentence: str
    missing: str
    remedy: str
    place: Place


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a project and its next stage; `next_stage` is None after the last."""

    stage: Stage
    has_left: bool
    next_stage: Stage | None
    requirements: tuple[RequirementState, ...]

    @property
    def missing_count(self) -> int:
        """How many things are still missing."""
        return sum(not line.done for line in self.requirements)

    @property
    def is_ready(self) -> bool:
        """Whether the project may pass to its next stage today."""
        return self.next_stage is not None and not self.has_left and self.missing_count == 0

    @property
    def heading(self) -> str:
        """The sentence above the list: « Il manque 2 choses pour passer en implantation »."""
        if self.has_left:
            return "Ce projet est sorti du parcours"
        if self.next_stage is None:
            return "Ce projet est à la dernière étape"
        if not self.missing_count:
            return f"Tout est prêt pour passer {self.next_stage.reached}"
        things = plural(self.missing_count, "chose", "choses")
        return f"Il manque {things} pour passer {self.next_stage.reached}"


class MoveLine(Record):
    """One line of the stage history as people read it, corrected ones included."""

    id: int
    kind: MoveKind
    from_stage: Stage | None
    to_stage: Stage
    exit_kind: ExitKind | None
    exit_reason: str | None
    exit_reason_label: str | None
    effective_on: date
    reason: str | None
    author_name: str | None
    entered_at: str
    corrected_at: str | None
    corrects_id: int | None

    @property
    def is_corrected(self) -> bool:
        """Whether this line no longer counts."""
        return self.corrected_at is not None

    @property
    def sentence(self) -> str:
        """What the line did: « Passage en accompagnement », « Sortie : Abandon »."""
        if self.kind is MoveKind.EXIT and self.exit_kind is not None:
            return f"Sortie\u00a0: {self.exit_kind.label.lower()}"
        return f"{self.kind.label} {self.to_stage.reached}"


def readiness(db: Database, project_id: int, *, today: date) -> Readiness:
    """Return what the next stage asks of a project, what is there and what is missing.

    Raises:
        NotFoundError: there is no such project.
    """
    project = projects.bare(db, project_id)
    facts = stage_facts(db, project_id, day=today)
    if project is None:
        raise NotFoundError("Ce projet n’existe pas, ou plus.")
    stage, has_left = Stage(project["stage"]), project["exit_kind"] is not None
    asked = () if stage.next is None or has_left else requirements_for(stage.next, after=stage)
    lines = tuple(
        RequirementState(
            key=line.key,
            stage=line.stage,
            done=line.is_met(facts),
            sentence=line.sentence,
            missing=line.missing,
            remedy=line.remedy,
            place=line.place,
        )
        for line in asked
    )
    return Readiness(stage, has_left, stage.next, lines)


def stage_facts(db: Database, project_id: int, *, day: date) -> StageFacts:
    """Return all that the stages look at in a project, as it stands on a day.

    Raises:
        NotFoundError: there is no such project.
    """
    row = store.facts(db, project_id, day=day)
    if row is None:
        raise NotFoundError("Ce projet n’existe pas, ou plus.")
    return StageFacts.read(row)


def history(db: Database, visitor: Visitor, project_id: int) -> tuple[MoveLine, ...]:
    """Return the stage history of a project, newest first, corrected lines included.

    Raises:
        NotAllowedError: the visitor's role does not read projects.
    """
    require(visitor, Permission.SEE_PIPELINE)
    return tuple(
        MoveLine.model_validate({name: row[name] for name in MoveLine.model_fields})
        for row in store.history(db, project_id)
    )
