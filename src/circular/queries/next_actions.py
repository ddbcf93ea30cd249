"""Questions about next actions: what is left to do for a project."""

from dataclasses import dataclass
from datetime import date

from circular.domain.next_actions import ActionKind
from circular.store import next_actions as store
from circular.store.connection import Database
from circular.store.rows import Row


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with its project and its owner; `done_on` is None while it is to be done."""

    id: int
    project_id: int
    project_title: str
    label: str
    kind: ActionKind
    due_on: date
    owner_id: int | None
    owner_name: str | None
    done_on: date | None
    done_by_name: str | None
    version: int


def open_actions_of(db: Database, project_id: int) -> tuple[ActionLine, ...]:
    """Return what is left to do for a project, the most urgent first."""
    return tuple(action_line(row) for row in store.open_of_project(db, project_id))


def action(db: Database, action_id: int) -> ActionLine | None:
    """Return one action, None when it does not exist."""
    row = store.get(db, action_id)
    return None if row is None else action_line(row)


def action_line(row: Row) -> ActionLine:
    """Build the frozen line of an action from its row."""
    done_on = row["done_on"]
    return ActionLine(
        **{
            **row,
            "kind": ActionKind(row["kind"]),
            "due_on": date.fromisoformat(row["due_on"]),
            "done_on": None if done_on is None else date.fromisoformat(done_on),
        }
    )
