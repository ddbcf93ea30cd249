"""Planning what is to be done for a project, doing it, putting it off, dropping it."""

from datetime import date

from circular.actions.open_projects import open_project
from circular.actions.work import Work, stale, work
from circular.domain import french
from circular.domain.errors import AlreadyDoneError, DomainError, NotFoundError, Problem
from circular.domain.next_actions import NextActionDraft, PostponementDraft, check_due_day
from circular.domain.permissions import Permission, Role
from circular.domain.personal_data import private
from circular.domain.visitors import Visitor
from circular.store import accounts
from circular.store import next_actions as store
from circular.store.connection import Database
from circular.store.rows import Row


def plan_action(
    db: Database,
    author: Visitor,
    project_id: int,
    draft: NextActionDraft,
    *,
    today: date,
    token: str | None = None,
) -> int:
    """Plan an action for a project and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such project.
        DomainError: the project is archived, the day is over, or the owner is not of the team.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        open_project(db, project_id)
        return unit.produced(write_action(unit, project_id, draft, today=today))


def write_action(unit: Work, project_id: int, draft: NextActionDraft, *, today: date) -> int:
    """Write and journal an action inside a unit of work that another action opened.

    Raises:
        DomainError: the day is over, or the owner is not of the team.
    """
    check_due_day(draft.due_on, today=today)
    record = {
        "label": draft.label,
        "kind": draft.kind.value,
        "due_on": draft.due_on.isoformat(),
        "owner_id": draft.owner_id,
    }
    owner = _owner(unit.db, draft.owner_id)
    action_id = store.add(unit.db, project_id, record, now=unit.now)
    charge = f", en charge\u00a0: {private(owner)}" if owner else ""
    sentence = (
        f"Action prévue\u00a0: {private(french.quoted(draft.label))} "
        f"pour le {french.day(draft.due_on)}{charge}."
    )
    unit.note("project", project_id, "action_planned", sentence)
    return action_id


def mark_done(db: Database, author: Visitor, action_id: int, *, today: date) -> int:
    """Mark an action as done today and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such action.
        AlreadyDoneError: it was done before (a second click, or a colleague).
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        action = _action(db, action_id)
        if not store.mark_done(db, action_id, on=today, by=author.account_id):
            raise AlreadyDoneError("C\u2019est déjà fait.", action_id)
        sentence = f"Action faite\u00a0: {private(french.quoted(action['label']))}."
        unit.note("project", action["project_id"], "action_done", sentence)
        return action_id


def undo_done(db: Database, author: Visitor, action_id: int) -> int:
    """Put a done action back among those to do, and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such action.
        AlreadyDoneError: it is already among those to do.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        action = _action(db, action_id)
        if not store.undo_done(db, action_id):
            raise AlreadyDoneError("Cette action est déjà à faire.", action_id)
        sentence = f"Action remise à faire\u00a0: {private(french.quoted(action['label']))}."
        unit.note("project", action["project_id"], "action_undone", sentence)
        return action_id


def postpone(
    db: Database,
    author: Visitor,
    action_id: int,
    draft: PostponementDraft,
    *,
    version: int,
    today: date,
    token: str | None = None,
) -> int:
    """Put an action off to another day; the journal keeps both days.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such action.
        DomainError: the new day is over, or the action is done.
        StaleRecordError: somebody changed the action since.
        AlreadyDoneError: the same form was sent before.
    """
    with work(db, author, Permission.EDIT_PIPELINE, token=token) as unit:
        action = _action(db, action_id)
        if action["done_on"] is not None:
            raise DomainError("Cette action est faite\u00a0: il n\u2019y a plus rien à reporter.")
        check_due_day(draft.due_on, today=today)
        before = french.day(date.fromisoformat(action["due_on"]))
        after = french.day(draft.due_on)
        changes = {"Échéance": (before, after)}
        record = {"due_on": draft.due_on.isoformat()}
        if not store.change(db, action_id, record, version=version):
            raise stale(db, "project", action["project_id"], changes)
        sentence = f"Action reportée au {after}\u00a0: {private(french.quoted(action['label']))}."
        unit.note("project", action["project_id"], "action_postponed", sentence, changes)
        return unit.produced(action_id)


def drop_action(db: Database, author: Visitor, action_id: int) -> int:
    """Take an action off the list without doing it, and return its identifier.

    Raises:
        NotAllowedError: the author may not edit the pipeline.
        NotFoundError: there is no such action.
        DomainError: it is done, and what is done stays.
    """
    with work(db, author, Permission.EDIT_PIPELINE) as unit:
        action = _action(db, action_id)
        if action["done_on"] is not None:
            raise DomainError("Cette action est faite\u00a0: elle reste dans l\u2019historique.")
        store.drop(db, action_id)
        due = french.day(date.fromisoformat(action["due_on"]))
        sentence = (
            f"Action abandonnée\u00a0: {private(french.quoted(action['label']))}, prévue le {due}."
        )
        unit.note("project", action["project_id"], "action_dropped", sentence)
        return action_id


def _action(db: Database, action_id: int) -> Row:
    action = store.get(db, action_id)
    if action is None:
        raise NotFoundError("Cette action n\u2019existe plus.")
    return action


def _owner(db: Database, owner_id: int | None) -> str | None:
    """Return the name of the person in charge, who must be of the team."""
    if owner_id is None:
        return None
    team = accounts.open_of_roles(db, [Role.STAFF.value, Role.ADMINISTRATOR.value])
    name = next((row["name"] for row in team if row["id"] == owner_id), None)
    if name is None:
        raise DomainError(
            "", [Problem("owner_id", "Cette personne n\u2019est pas de l\u2019équipe.")]
        )
    return str(name)
