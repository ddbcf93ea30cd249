"""Next actions: planned, done, undone, put off, dropped, each with its line of the journal."""

from datetime import date

import pytest

from circular.actions.next_actions import (
    drop_action,
    mark_done,
    plan_action,
    postpone,
    undo_done,
)
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
    StaleRecordError,
)
from circular.domain.next_actions import NextActionDraft, PostponementDraft
from circular.domain.visitors import Visitor
from circular.queries.journal import history_of
from circular.queries.next_actions import action, open_actions_of
from circular.store.connection import Database
from tests.builders.agreements import a_project
from tests.builders.next_actions import an_action

FRIDAY = PostponementDraft(due_on=date(2026, 11, 27))


def a_draft(**fields: object) -> NextActionDraft:
    """Return the draft of a call due on 24 November 2026, unless told otherwise."""
    return NextActionDraft.model_validate(
        {"label": "Rappeler", "kind": "call", "due_on": date(2026, 11, 24), **fields}
    )


def sentences(db: Database, project_id: int) -> list[str]:
    """Return the journal of a project, the newest first."""
    return [line.sentence for line in history_of(db, "project", project_id)]


def test_an_action_is_planned_for_somebody_of_the_team(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    plan_action(db, staff, project_id, a_draft(owner_id=staff.account_id), today=today)

    (line,) = open_actions_of(db, project_id)
    assert (line.label, line.due_on, line.owner_name) == (
        "Rappeler",
        date(2026, 11, 24),
        staff.name,
    )
    assert sentences(db, project_id)[0] == (
        f"Action prévue\u00a0: «\u00a0Rappeler\u00a0» pour le 24/11/2026, "
        f"en charge\u00a0: {staff.name}."
    )


def test_an_elected_official_cannot_be_in_charge_nor_plan(
    db: Database, staff: Visitor, elected: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)

    with pytest.raises(DomainError) as refused:
        plan_action(db, staff, project_id, a_draft(owner_id=elected.account_id), today=today)
    assert refused.value.problems[0].field == "owner_id"
    with pytest.raises(NotAllowedError):
        plan_action(db, elected, project_id, a_draft(), today=today)
    assert open_actions_of(db, project_id) == ()


def test_a_second_click_plans_nothing_twice(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff)
    plan_action(db, staff, project_id, a_draft(), today=today, token="once")

    with pytest.raises(AlreadyDoneError):
        plan_action(db, staff, project_id, a_draft(), today=today, token="once")

    assert len(open_actions_of(db, project_id)) == 1


def test_what_is_done_leaves_the_list_and_comes_back_when_undone(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)

    mark_done(db, staff, action_id, today=today)
    done = action(db, action_id)
    assert done is not None
    assert (done.done_on, done.done_by_name) == (today, staff.name)
    assert open_actions_of(db, project_id) == ()

    undo_done(db, staff, action_id)
    assert [line.id for line in open_actions_of(db, project_id)] == [action_id]
    assert [sentence.split("\u00a0")[0] for sentence in sentences(db, project_id)[:2]] == [
        "Action remise à faire",
        "Action faite",
    ]


def test_doing_twice_and_undoing_twice_are_one_act_each(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)
    mark_done(db, staff, action_id, today=today)

    with pytest.raises(AlreadyDoneError):
        mark_done(db, staff, action_id, today=today)
    undo_done(db, staff, action_id)
    with pytest.raises(AlreadyDoneError):
        undo_done(db, staff, action_id)

    assert len(sentences(db, project_id)) == len(set(sentences(db, project_id)))


def test_an_action_put_off_keeps_both_days_in_the_journal(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)

    postpone(db, staff, action_id, FRIDAY, version=1, today=today)

    moved = action(db, action_id)
    assert moved is not None
    assert (moved.due_on, moved.version) == (date(2026, 11, 27), 2)
    (change,) = history_of(db, "project", project_id)[0].changes
    assert (change.before, change.after) == ("24/11/2026", "27/11/2026")


def test_an_action_is_not_put_off_to_the_past_nor_once_done_nor_from_an_old_window(
    db: Database, staff: Visitor, today: date
) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)

    with pytest.raises(DomainError) as refused:
        past = PostponementDraft(due_on=date(2026, 11, 21))
        postpone(db, staff, action_id, past, version=1, today=today)
    assert refused.value.problems[0].field == "due_on"
    with pytest.raises(StaleRecordError):
        postpone(db, staff, action_id, FRIDAY, version=7, today=today)
    mark_done(db, staff, action_id, today=today)
    with pytest.raises(DomainError, match="faite"):
        postpone(db, staff, action_id, FRIDAY, version=2, today=today)


def test_a_dropped_action_stays_in_the_journal(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)

    drop_action(db, staff, action_id)

    assert action(db, action_id) is None
    assert "abandonnée" in sentences(db, project_id)[0]
    with pytest.raises(NotFoundError):
        mark_done(db, staff, action_id, today=today)


def test_what_is_done_cannot_be_dropped(db: Database, staff: Visitor, today: date) -> None:
    project_id = a_project(db, staff)
    action_id = an_action(db, staff, project_id)
    mark_done(db, staff, action_id, today=today)

    with pytest.raises(DomainError, match="historique"):
        drop_action(db, staff, action_id)

    assert action(db, action_id) is not None
