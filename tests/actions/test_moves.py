"""Moving a project, refusing with all reasons at once, putting a wrong move right."""

from datetime import date

import pytest

from circular.actions.moves import correct_move, move_project
from circular.actions.projects import archive_project
from circular.domain.errors import (
    AlreadyDoneError,
    DomainError,
    NotAllowedError,
    NotFoundError,
)
from circular.domain.moves import CorrectionDraft, MoveDraft
from circular.domain.stages import ExitKind, MoveKind, Stage
from circular.domain.visitors import Visitor
from circular.queries.moves import history
from circular.store import journal
from circular.store.connection import Database
from circular.store.rows import value
from tests.builders.holders import TODAY, a_contact
from tests.builders.projects import (
    DETECTED,
    changed,
    in_support,
    left,
    moved,
    read,
    ready_to_qualify,
)


def correct(
    db: Database, author: Visitor, move_id: int, replacement: MoveDraft | None = None
) -> int:
    draft = CorrectionDraft(why="Erreur de saisie", replacement=replacement)
    return correct_move(db, author, move_id, draft, today=TODAY)


def advance(stage: str, day: str) -> MoveDraft:
    return MoveDraft.model_validate({"kind": "advance", "to_stage": stage, "effective_on": day})


def test_a_refused_move_gives_all_reasons_and_changes_nothing(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)

    with pytest.raises(DomainError) as caught:
        moved(db, staff, project_id, kind="advance", stage="support", day="22/11/2026")

    assert caught.value.sentence == (
        "Le projet ne peut pas encore passer en accompagnement. Rien n’a changé."
    )
    assert len(caught.value.problems) == 8  # four of qualification, four of accompagnement
    assert read(db, staff, project_id).stage is Stage.DETECTION
    assert len(history(db, staff, project_id)) == 1


def test_a_project_advances_at_the_day_of_effect_not_of_entry(db: Database, staff: Visitor) -> None:
    project_id = ready_to_qualify(db, staff)
    moved(db, staff, project_id, kind="advance", stage="qualification", day="10/02/2026")
    project = read(db, staff, project_id)
    line = history(db, staff, project_id)[0]

    assert (project.stage, project.stage_since) == (Stage.QUALIFICATION, date(2026, 2, 10))
    assert (line.kind, line.effective_on) == (MoveKind.ADVANCE, date(2026, 2, 10))
    assert line.entered_at[:10] != "2026-02-10"
    assert line.author_name == staff.name


def test_accompagnement_needs_its_agreement_on_that_very_day(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    moved(db, staff, project_id, kind="back", stage="qualification", day="20/11/2026")

    moved(db, staff, project_id, kind="advance", stage="support", day="21/11/2026")

    assert read(db, staff, project_id).entered_on == (
        DETECTED,
        date(2026, 11, 20),
        date(2026, 11, 21),
        None,
        None,
    )


def test_an_agreement_signed_later_does_not_count_before(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    wrong = history(db, staff, project_id)[0].id

    with pytest.raises(DomainError) as caught:
        correct(db, staff, wrong, advance("support", "11/03/2026"))

    assert [problem.sentence for problem in caught.value.problems] == [
        "Faites signer une convention en vigueur à la date du passage."
    ]


def test_a_project_leaves_with_a_coded_reason_and_returns(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    left(db, staff, project_id, "01/06/2026")
    gone = read(db, staff, project_id)

    assert (gone.stage, gone.exit_kind, gone.exit_reason) == (
        Stage.SUPPORT,
        ExitKind.ABANDONED,
        "sans_nouvelles",
    )
    assert gone.health is None
    moved(db, staff, project_id, kind="return", stage="qualification", day="01/09/2026")
    back = read(db, staff, project_id)
    assert (back.stage, back.exit_kind, back.exit_reason) == (Stage.QUALIFICATION, None, None)


def test_an_exit_reason_goes_with_its_kind(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    draft = MoveDraft.model_validate(
        {
            "kind": "exit",
            "exit_kind": "refused",
            "exit_reason": "sans_nouvelles",
            "effective_on": "22/11/2026",
        }
    )

    with pytest.raises(DomainError) as caught:
        move_project(db, staff, project_id, draft, today=TODAY)

    assert [problem.field for problem in caught.value.problems] == ["exit_reason"]


def test_a_second_click_moves_once(db: Database, staff: Visitor) -> None:
    project_id = ready_to_qualify(db, staff)
    draft = advance("qualification", "10/02/2026")
    first = move_project(db, staff, project_id, draft, today=TODAY, token="t")

    with pytest.raises(AlreadyDoneError) as caught:
        move_project(db, staff, project_id, draft, today=TODAY, token="t")

    assert caught.value.record_id == first
    assert len(history(db, staff, project_id)) == 2


def test_two_people_do_not_advance_one_project_twice(
    db: Database, staff: Visitor, administrator: Visitor
) -> None:
    project_id = ready_to_qualify(db, staff)
    draft = advance("qualification", "10/02/2026")
    move_project(db, staff, project_id, draft, today=TODAY, token="a")

    with pytest.raises(DomainError) as caught:
        move_project(db, administrator, project_id, draft, today=TODAY, token="b")

    assert [problem.sentence for problem in caught.value.problems] == [
        "Ce projet est déjà en qualification."
    ]


def test_a_wrong_move_is_taken_away_and_the_history_keeps_both(
    db: Database, staff: Visitor
) -> None:
    project_id = in_support(db, staff)
    wrong = left(db, staff, project_id, "01/06/2026")
    correct(db, staff, wrong)
    project = read(db, staff, project_id)
    lines = history(db, staff, project_id)

    assert (project.exit_kind, project.stage, project.stage_since) == (
        None,
        Stage.SUPPORT,
        date(2026, 3, 12),
    )
    assert [line.is_corrected for line in lines] == [True, False, False, False]
    said = journal.of_record(db, "project", project_id)
    assert said[0]["sentence"] == "Mouvement corrigé\u00a0: Erreur de saisie"
    assert "annulé" in said[0]["changes"]
    assert said[1]["act"] == "moved"


def test_a_wrong_move_is_replaced_by_the_right_one(db: Database, staff: Visitor) -> None:
    project_id = ready_to_qualify(db, staff)
    wrong = moved(db, staff, project_id, kind="advance", stage="qualification", day="10/02/2026")
    correct(db, staff, wrong, advance("qualification", "01/02/2026"))
    lines = history(db, staff, project_id)

    assert read(db, staff, project_id).stage_since == date(2026, 2, 1)
    assert (lines[0].id, lines[1].corrects_id) == (wrong, wrong)
    assert [line.is_corrected for line in lines] == [True, False, False]


def test_a_corrected_line_is_not_corrected_again(db: Database, staff: Visitor) -> None:
    project_id = a_contact(db, staff)
    wrong = left(db, staff, project_id, "22/11/2026")
    correct(db, staff, wrong)

    with pytest.raises(DomainError, match="déjà"):
        correct(db, staff, wrong)


def test_the_entry_given_another_day_moves_the_detection(db: Database, staff: Visitor) -> None:
    project_id = ready_to_qualify(db, staff)
    entry = history(db, staff, project_id)[0].id
    right = MoveDraft.model_validate(
        {"kind": "entry", "to_stage": "detection", "effective_on": "02/01/2026"}
    )
    correct(db, staff, entry, right)

    assert read(db, staff, project_id).detected_on == date(2026, 1, 2)


def test_a_correction_twice_over_keeps_the_order_of_the_same_day(
    db: Database, staff: Visitor
) -> None:
    project_id = ready_to_qualify(db, staff)
    first = moved(db, staff, project_id, kind="advance", stage="qualification", day="10/02/2026")
    moved(db, staff, project_id, kind="back", stage="detection", day="11/02/2026")
    correct(db, staff, first, advance("qualification", "11/02/2026"))
    again = next(line.id for line in history(db, staff, project_id) if line.corrects_id == first)
    correct(db, staff, again, advance("qualification", "10/02/2026"))
    project = read(db, staff, project_id)

    assert (project.stage, project.stage_since) == (Stage.DETECTION, date(2026, 2, 11))


def test_a_replacement_must_itself_be_allowed(db: Database, staff: Visitor) -> None:
    project_id = ready_to_qualify(db, staff)
    wrong = moved(db, staff, project_id, kind="advance", stage="qualification", day="10/02/2026")

    with pytest.raises(DomainError) as caught:
        correct(db, staff, wrong, advance("support", "10/02/2026"))

    assert len(caught.value.problems) == 4
    assert read(db, staff, project_id).stage is Stage.QUALIFICATION


def test_the_chain_runs_to_follow_up(db: Database, staff: Visitor) -> None:
    project_id = in_support(db, staff)
    changed(db, staff, project_id, siret="73282932000074")
    db.conn.execute(
        "INSERT INTO implantation (project_id, address, opening_planned_on, opened_on, proof_kind,"
        " created_at, updated_at) VALUES (?, '1 rue du Port', '2026-09-01', '2026-09-15', 'bail',"
        " '2026', '2026')",
        [project_id],
    )
    db.conn.execute(
        "INSERT INTO job_line (project_id, kind, full_time_equivalent, starts_on, created_at)"
        " VALUES (?, 'created', 2, '2026-09-15', '2026')",
        [project_id],
    )

    with pytest.raises(DomainError) as caught:
        moved(db, staff, project_id, kind="advance", stage="follow_up", day="14/09/2026")
    assert len(caught.value.problems) == 1

    moved(db, staff, project_id, kind="advance", stage="implantation", day="01/07/2026")
    moved(db, staff, project_id, kind="advance", stage="follow_up", day="15/09/2026")

    assert read(db, staff, project_id).stage is Stage.FOLLOW_UP
    assert value(db, "SELECT COUNT(*) FROM project_move WHERE corrected_at IS NULL") == 5


def test_an_archived_project_and_a_stranger_do_not_move(
    db: Database, staff: Visitor, elected: Visitor
) -> None:
    project_id = ready_to_qualify(db, staff)
    draft = advance("qualification", "10/02/2026")

    with pytest.raises(NotAllowedError):
        move_project(db, elected, project_id, draft, today=TODAY)
    with pytest.raises(NotFoundError):
        move_project(db, staff, 999, draft, today=TODAY)
    with pytest.raises(NotFoundError):
        correct(db, staff, 999)
    archive_project(db, staff, project_id)
    with pytest.raises(DomainError, match="archivé"):
        move_project(db, staff, project_id, draft, today=TODAY)
